package dev.rollcall.platform.web.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.rollcall.platform.web.requests.RequestIds;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/**
 * The one place where whatever a call throws becomes its problem document. What is not recognised
 * is a bug: logged whole under the request's id, answered as a bare 500.
 */
@ApplicationScoped
public class ProblemMappers {

  private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

  private static final int SERVER_ERROR = 500;

  private final ProblemWriter problems;
  private final Failures failures;

  ProblemMappers(ProblemWriter problems, Failures failures) {
    this.problems = problems;
    this.failures = failures;
  }

  @ServerExceptionMapper(priority = 1)
  public Response refused(RefusalException refused) {
    return problems.response(Problem.of(refused.refusal()));
  }

  @ServerExceptionMapper(priority = 1)
  public Response unreadable(JsonProcessingException failure) {
    Problem problem = JsonFailures.problem(failure);
    return problem.status() >= SERVER_ERROR ? bug(failure) : problems.response(problem);
  }

  /** The same; Quarkus brings a mapper for just this subtype, which would go before. */
  @ServerExceptionMapper(priority = 1)
  public Response mismatched(MismatchedInputException failure) {
    return unreadable(failure);
  }

  @ServerExceptionMapper(priority = 1)
  public Response invalid(ConstraintViolationException failure) {
    return ValidationFailures.problem(failure)
        .map(problems::response)
        .orElseGet(() -> bug(failure));
  }

  @ServerExceptionMapper(priority = 1)
  public Response badToken(AuthenticationFailedException failure) {
    return problems.response(HttpProblems.BAD_TOKEN);
  }

  @ServerExceptionMapper(priority = 1)
  public Response notSignedIn(UnauthorizedException failure) {
    return problems.response(HttpProblems.NOT_SIGNED_IN);
  }

  @ServerExceptionMapper(priority = 1)
  public Response forbidden(ForbiddenException failure) {
    return problems.response(HttpProblems.FORBIDDEN);
  }

  /** Statuses that JAX-RS raises: routing, media types, broken parameters, unreadable bodies. */
  @ServerExceptionMapper(priority = 1)
  public Response http(WebApplicationException failure) {
    RefusalException refused = cause(failure, RefusalException.class);
    if (refused != null) {
      return refused(refused);
    }
    JsonProcessingException json = cause(failure, JsonProcessingException.class);
    if (json != null) {
      return unreadable(json);
    }
    int status = failure.getResponse().getStatus();
    return status >= SERVER_ERROR
        ? bug(failure)
        : HttpProblems.of(status).map(problems::response).orElseGet(failure::getResponse);
  }

  @ServerExceptionMapper(priority = 1)
  public Response anything(Throwable failure) {
    return failures
        .refusal(failure)
        .map(refusal -> problems.response(Problem.of(refusal)))
        .orElseGet(() -> bug(failure));
  }

  private Response bug(Throwable failure) {
    LOG.errorf(failure, "request %s failed", RequestIds.current());
    return problems.response(HttpProblems.INTERNAL);
  }

  private static <T extends Throwable> @Nullable T cause(Throwable failure, Class<T> type) {
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return type.cast(cause);
      }
    }
    return null;
  }
}
