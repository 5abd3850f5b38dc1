package dev.rollcall.platform.web.problem;

import dev.rollcall.platform.web.requests.AnswerHeaders;
import dev.rollcall.platform.web.requests.RequestIds;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Answers what no route takes, with the same problem document as an unknown resource, and what
 * fails on a route that isn't a resource's.
 */
@ApplicationScoped
public class UnroutedRequests {

  private static final Logger LOG = Logger.getLogger(UnroutedRequests.class);

  /** Before the page that Quarkus has for failures. */
  private static final int FIRST = -2000;

  private final ProblemWriter problems;

  UnroutedRequests(ProblemWriter problems) {
    this.problems = problems;
  }

  void register(@Observes Router router) {
    router.route().order(FIRST).failureHandler(this::failed);
    router.route().last().handler(this::unknown);
  }

  private void unknown(RoutingContext context) {
    problems.write(context, HttpProblems.NOT_FOUND);
  }

  private void failed(RoutingContext context) {
    HttpServerResponse response = context.response();
    if (!response.headWritten() && !response.headers().contains(RequestIds.HEADER)) {
      // No filter has seen it: a request without Host, or whose path has no slash.
      RequestIds.begin(context);
      AnswerHeaders.set(response);
    }
    problems.write(context, problem(context.statusCode(), context.failure()));
  }

  private static Problem problem(int status, @Nullable Throwable failure) {
    return switch (failure) {
      case AuthenticationFailedException bad -> HttpProblems.BAD_TOKEN;
      case UnauthorizedException anonymous -> HttpProblems.NOT_SIGNED_IN;
      case ForbiddenException forbidden -> HttpProblems.FORBIDDEN;
      case null, default -> status < 500 ? ofStatus(status) : bug(failure);
    };
  }

  /** Without a status from whoever failed, Vert.x has none either (-1). */
  private static Problem ofStatus(int status) {
    return HttpProblems.of(status).orElse(HttpProblems.BROKEN_REQUEST);
  }

  private static Problem bug(@Nullable Throwable failure) {
    LOG.errorf(failure, "request %s failed", RequestIds.current());
    return HttpProblems.INTERNAL;
  }
}
