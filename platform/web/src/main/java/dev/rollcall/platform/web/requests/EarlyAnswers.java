package dev.rollcall.platform.web.requests;

import dev.rollcall.platform.web.problem.Problem;
import dev.rollcall.platform.web.problem.ProblemWriter;
import dev.rollcall.platform.web.resources.PathTemplate;
import io.smallrye.common.vertx.ContextLocals;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Answers a request whose body may still be coming. The rest of it, up to 2 MiB, is read and thrown
 * away: a connection that is closed under a client still sending would lose the answer (RFC 9112
 * §9.6), and one that is kept would wait for ever.
 */
@ApplicationScoped
public class EarlyAnswers {

  private static final int DRAINED = 2 * 1024 * 1024;

  /** Where the metrics look for the path of a request; the real one could be anything. */
  private static final String MEASURED_PATH = "UrlPathTemplate";

  private final ProblemWriter problems;

  EarlyAnswers(ProblemWriter problems) {
    this.problems = problems;
  }

  /** Answers the problem, whatever the path. */
  void refuse(RoutingContext context, Problem problem) {
    refuse(context, problem, 0);
  }

  /**
   * Answers the problem.
   *
   * @param path of the resource, as metrics count it
   */
  public void refuse(RoutingContext context, Problem problem, PathTemplate path) {
    ContextLocals.put(MEASURED_PATH, path.toString());
    answer(context, problem, 0);
  }

  /** The same after that many bytes of the body. */
  void refuse(RoutingContext context, Problem problem, long readAlready) {
    ContextLocals.put(MEASURED_PATH, "REFUSED");
    answer(context, problem, readAlready);
  }

  private void answer(RoutingContext context, Problem problem, long readAlready) {
    HttpServerRequest request = context.request();
    if (!request.isEnded()) {
      var drain = new Drain(request, readAlready);
      request.handler(drain::take);
      request.endHandler(end -> {});
    }
    problems.write(context, problem);
    request.resume();
  }

  /** Throws away what still comes, and gives up on a client that never stops. */
  private static final class Drain {
    private final HttpServerRequest request;
    private long read;

    Drain(HttpServerRequest request, long read) {
      this.request = request;
      this.read = read;
    }

    void take(Buffer chunk) {
      read += chunk.length();
      if (read > DRAINED) {
        request.connection().close();
      }
    }
  }
}
