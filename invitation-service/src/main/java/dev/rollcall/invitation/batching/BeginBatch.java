package dev.rollcall.invitation.batching;

import dev.rollcall.invitation.BatchRules.Asked;
import dev.rollcall.invitation.BatchRules.Classified;
import dev.rollcall.invitation.configuration.InvitationConfig;
import dev.rollcall.invitation.operations.BatchProgress;
import dev.rollcall.invitation.storage.BatchRows;
import dev.rollcall.invitation.storage.BatchRows.Waiting;
import dev.rollcall.platform.messaging.JobRequest;
import dev.rollcall.platform.messaging.Jobs;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.reactive.Outcomes;
import dev.rollcall.platform.time.Ids;
import dev.rollcall.platform.web.access.Caller;
import dev.rollcall.platform.web.idempotency.Idempotency;
import dev.rollcall.platform.web.idempotency.Idempotency.Created;
import dev.rollcall.platform.web.idempotency.Idempotency.RequestKey;
import dev.rollcall.platform.web.operations.Operations;
import dev.rollcall.platform.web.operations.Operations.NewOperation;
import dev.rollcall.platform.web.operations.Operations.ResultLine;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Accepts a batch (INV-12): an operation, with the results of what is refused already, and the rows
 * that are ready with the jobs that will invite them, in one transaction. Nobody is invited yet.
 */
@ApplicationScoped
public class BeginBatch {

  private final ClassifyBatch classifyBatch;
  private final Idempotency idempotency;
  private final Operations operations;
  private final BatchRows rows;
  private final Jobs jobs;
  private final Ids ids;
  private final int chunk;
  private final Clock realClock = Clock.systemUTC();

  BeginBatch(
      ClassifyBatch classifyBatch,
      Idempotency idempotency,
      Operations operations,
      BatchRows rows,
      Jobs jobs,
      Ids ids,
      InvitationConfig config) {
    this.classifyBatch = classifyBatch;
    this.idempotency = idempotency;
    this.operations = operations;
    this.rows = rows;
    this.jobs = jobs;
    this.ids = ids;
    this.chunk = config.batches().chunk();
  }

  /** The operation's id. */
  public Uni<Outcome<Created>> begin(
      Caller caller, BatchRequest request, @Nullable RequestKey key) {
    return classifyBatch.within(
        caller, request, asked -> idempotency.once(key, () -> begin(caller, request, asked)));
  }

  private Uni<Outcome<UUID>> begin(Caller caller, BatchRequest request, List<Asked> asked) {
    return classifyBatch
        .classify(caller, request, asked)
        .chain(found -> Outcomes.chain(found, classified -> store(caller, classified)));
  }

  private Uni<Outcome<UUID>> store(Caller caller, List<Classified> classified) {
    UUID company = caller.company();
    UUID batch = ids.next();
    var operation =
        new NewOperation(batch, BatchProgress.KIND, classified.size(), realClock.instant());
    return operations
        .begin(caller, operation)
        .chain(() -> operations.note(company, batch, refused(classified), realClock.instant()))
        .chain(() -> rows.add(company, batch, ready(classified)))
        .chain(() -> plan(company, batch, classified.size()))
        .chain(() -> jobs.plan(FollowBatch.first(company, batch, realClock.instant())))
        .chain(() -> operations.endWhenComplete(company, batch, realClock.instant()))
        .replaceWith(Outcome.done(batch));
  }

  private Uni<Void> plan(UUID company, UUID batch, int total) {
    return Multi.createFrom()
        .iterable(Chunk.of(batch, total, chunk))
        .onItem()
        .transformToUniAndConcatenate(
            part -> jobs.plan(JobRequest.now(WorkThroughBatch.JOB, company, part.toString())))
        .onItem()
        .ignoreAsUni();
  }

  private static List<ResultLine> refused(List<Classified> classified) {
    return classified.stream().flatMap(BeginBatch::refused).toList();
  }

  private static Stream<ResultLine> refused(Classified row) {
    return row.refusal().map(Refusal::code).stream()
        .map(code -> BatchProgress.refused(row.asked().position(), row.asked().subject(), code));
  }

  private static List<Waiting> ready(List<Classified> classified) {
    return classified.stream()
        .filter(row -> row.refusal().isEmpty())
        .map(Classified::asked)
        .map(asked -> new Waiting(asked.position(), asked.subject(), asked.draft()))
        .toList();
  }
}
