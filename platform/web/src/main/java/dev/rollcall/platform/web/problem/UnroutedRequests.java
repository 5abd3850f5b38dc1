package dev.rollcall.platform.web.problem;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Answers what no route takes, with the same problem document as an unknown resource. */
@ApplicationScoped
public class UnroutedRequests {

  private final ProblemWriter problems;

  UnroutedRequests(ProblemWriter problems) {
    this.problems = problems;
  }

  void register(@Observes Router router) {
    router.route().last().handler(this::unknown);
  }

  private void unknown(RoutingContext context) {
    problems.write(context, HttpProblems.NOT_FOUND);
  }
}
