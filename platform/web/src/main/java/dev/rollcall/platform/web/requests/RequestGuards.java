package dev.rollcall.platform.web.requests;

import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.text.Unicode;
import dev.rollcall.platform.web.json.StorableText;
import dev.rollcall.platform.web.problem.HttpProblems;
import dev.rollcall.platform.web.problem.Pointers;
import dev.rollcall.platform.web.problem.ProblemWriter;
import dev.rollcall.platform.web.problem.RefusalException;
import dev.rollcall.platform.web.resources.CurrentRoute;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;
import org.jboss.resteasy.reactive.server.spi.AbstractCancellableServerRestHandler;
import org.jboss.resteasy.reactive.server.spi.ServerRestHandler;
import org.jspecify.annotations.Nullable;

/** What every call that may go on is checked for before its parameters are read. */
@ApplicationScoped
public class RequestGuards {

  private final ProblemWriter problems;
  private final Map<Method, Boolean> needsBody = new ConcurrentHashMap<>();
  private final Set<RuntimeResource> guarded = ConcurrentHashMap.newKeySet();

  RequestGuards(ProblemWriter problems) {
    this.problems = problems;
  }

  /** Answers nothing where the call may go on, else its problem. */
  @ServerRequestFilter(priority = Priorities.AUTHORIZATION)
  public @Nullable Response guard(ContainerRequestContext request) {
    ResteasyReactiveRequestContext call = CurrentRequestManager.get();
    if (!CurrentRoute.isKnown(call.unwrap(RoutingContext.class))) {
      // Found by RESTEasy under a path that nothing was decided for: not ours to run.
      return problems.response(HttpProblems.NOT_FOUND);
    }
    runToTheEnd(call.getTarget());
    refuseIllFormed(request.getUriInfo().getQueryParameters());
    return takeBody(call);
  }

  /**
   * A call goes on to its end when the client hangs up: a cancelled Hibernate Reactive transaction
   * leaks its connection, and a write must not stop half-way (docs: traps of this stack, 6).
   * Quarkus has an annotation for that per method ({@code @Cancellable(false)}), which nobody would
   * remember; so it is switched for every method at its first call. How long a call can take is
   * bounded by the database's statement timeout.
   */
  private void runToTheEnd(RuntimeResource resource) {
    if (!guarded.add(resource)) {
      return;
    }
    for (ServerRestHandler handler : resource.getHandlerChain()) {
      if (handler instanceof AbstractCancellableServerRestHandler cancellable) {
        cancellable.setCancellable(false);
      }
    }
  }

  /** No parameter that isn't well-formed can name anything (CO-6). */
  private static void refuseIllFormed(Map<String, List<String>> parameters) {
    parameters.forEach(RequestGuards::refuseIllFormed);
  }

  private static void refuseIllFormed(String name, List<String> values) {
    if (values.stream().anyMatch(RequestGuards::isIllFormed)) {
      throw new RefusalException(
          Refusal.invalid(Pointers.query(Unicode.repaired(name)), StorableText.RULE));
    }
  }

  /** Bytes that are no UTF-8, half of a surrogate pair among them, arrive here as U+FFFD. */
  private static boolean isIllFormed(String value) {
    return !StorableText.isStorable(value) || value.indexOf(Unicode.REPLACEMENT) >= 0;
  }

  /** Hands on a body that {@link BodyLimit} has collected already; misses one that is needed. */
  private @Nullable Response takeBody(ResteasyReactiveRequestContext call) {
    RoutingContext routing = call.unwrap(RoutingContext.class);
    Buffer collected = routing.body().buffer();
    if (collected != null) {
      call.setInputStream(new ByteArrayInputStream(collected.getBytes()));
    }
    String length = routing.request().getHeader("Content-Length");
    boolean empty =
        collected != null ? collected.length() == 0 : length == null || length.equals("0");
    return empty && needsBody(call) ? problems.response(HttpProblems.NO_BODY) : null;
  }

  private boolean needsBody(ResteasyReactiveRequestContext call) {
    Method method = call.getTarget().getLazyMethod().getMethod();
    return needsBody.computeIfAbsent(
        method, some -> BodyParameter.isNeeded(some, call.getTarget()));
  }
}
