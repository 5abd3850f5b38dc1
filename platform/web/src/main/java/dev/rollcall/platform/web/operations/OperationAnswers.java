package dev.rollcall.platform.web.operations;

import dev.rollcall.platform.reactive.Outcomes;
import dev.rollcall.platform.web.access.Caller;
import dev.rollcall.platform.web.idempotency.Idempotency.Created;
import dev.rollcall.platform.web.idempotency.Replays;
import dev.rollcall.platform.web.operations.Operations.OperationLine;
import dev.rollcall.platform.web.problem.Answers;
import dev.rollcall.platform.web.waiting.Waiting;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Answers with an operation. Long work is not waited for unless the caller asks ({@code Prefer:
 * wait=N}): accepting it is the answer.
 */
@ApplicationScoped
public class OperationAnswers {

  private final Operations operations;
  private final Waiting waiting;
  private final String service;

  OperationAnswers(
      Operations operations,
      Waiting waiting,
      @ConfigProperty(name = "rollcall.service") String service) {
    this.operations = operations;
    this.waiting = waiting;
    this.service = service;
  }

  /** The operation, where the caller started it; else it is not there for them (404). */
  public Uni<OperationView> found(Caller caller, UUID operation, @Nullable String prefer) {
    return find(caller, operation, prefer).map(OperationView::of);
  }

  /**
   * 202 with Location of an operation that has just begun, or 200 where the caller waited and it
   * has settled meanwhile.
   */
  public Uni<RestResponse<OperationView>> begun(
      Caller caller, Created created, @Nullable String prefer) {
    return find(caller, created.id(), prefer)
        .map(line -> begun(caller, line, asksToWait(prefer), created.replayed()));
  }

  private Uni<OperationLine> find(Caller caller, UUID operation, @Nullable String prefer) {
    return waiting
        .until(
            operation,
            waiting.preferred(prefer, Duration.ZERO),
            () -> startedBy(caller, operation),
            found -> found.map(OperationLine::settled).orElse(true))
        .map(Outcomes::orNotFound)
        .map(Answers::orProblem);
  }

  private boolean asksToWait(@Nullable String prefer) {
    return waiting.preferred(prefer, Duration.ZERO).isPositive();
  }

  /** Nothing for anybody else, who doesn't wait for it either. */
  private Uni<Optional<OperationLine>> startedBy(Caller caller, UUID operation) {
    return operations
        .find(caller.company(), operation)
        .map(found -> found.filter(line -> line.startedBy().equals(caller.userId())));
  }

  private RestResponse<OperationView> begun(
      Caller caller, OperationLine line, boolean waited, boolean replayed) {
    ResponseBuilder<OperationView> answer =
        ResponseBuilder.<OperationView>create(waited && line.settled() ? 200 : 202)
            .entity(OperationView.of(line))
            .header(HttpHeaders.LOCATION, location(caller, line));
    return Replays.mark(answer, replayed).build();
  }

  /** A path through the gateway. */
  private String location(Caller caller, OperationLine line) {
    return "/%s/v1/companies/%s/operations/%s".formatted(service, caller.company(), line.id());
  }
}
