package dev.rollcall.identity.users;

import dev.rollcall.identity.User;
import dev.rollcall.identity.storage.BulkActions;
import dev.rollcall.identity.storage.BulkActions.Chunk;
import dev.rollcall.platform.messaging.Job;
import dev.rollcall.platform.messaging.JobHandler;
import dev.rollcall.platform.messaging.JobRequest;
import dev.rollcall.platform.messaging.Jobs;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.storage.CompanyTransaction;
import dev.rollcall.platform.storage.Contention;
import dev.rollcall.platform.storage.DatabaseAway;
import dev.rollcall.platform.web.operations.Operations;
import dev.rollcall.platform.web.operations.Operations.ResultLine;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Works through a bulk action, a chunk of users in each transaction: their changes, their results
 * and how far it is commit together, so that after a crash no user is done twice or left out. A
 * user who is refused is a result; one that fails is tried alone, and is a result in the end.
 */
@ApplicationScoped
class RunBulkAction implements JobHandler {

  private static final Logger LOG = Logger.getLogger(RunBulkAction.class);

  private static final String KIND = "user.bulk-action";
  private static final int CHUNK = 25;

  /** A user who has failed so often alone is given up. What passes by itself doesn't count. */
  private static final int GIVE_UP_AFTER = 4;

  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  private final CompanyTransaction tx;
  private final BulkActions bulkActions;
  private final ChangeUsers changeUsers;
  private final Operations operations;
  private final Jobs jobs;
  private final Clock realClock = Clock.systemUTC();

  RunBulkAction(
      CompanyTransaction tx,
      BulkActions bulkActions,
      ChangeUsers changeUsers,
      Operations operations,
      Jobs jobs) {
    this.tx = tx;
    this.bulkActions = bulkActions;
    this.changeUsers = changeUsers;
    this.operations = operations;
    this.jobs = jobs;
  }

  /** The job that does the next users of that operation. */
  static JobRequest next(UUID company, UUID operation) {
    return JobRequest.now(KIND, company, operation.toString());
  }

  @Override
  public String kind() {
    return KIND;
  }

  /** Not counted: while the database is away, nothing is lost by waiting. */
  @Override
  public int maxAttempts() {
    return Integer.MAX_VALUE;
  }

  /** Somebody waits for it. */
  @Override
  public Duration backoff(int attempt) {
    Duration wait = Duration.ofMillis(250L << Math.min(attempt, 8));
    return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
  }

  /** Short, since a chunk takes less: what a crash broke off goes on soon. */
  @Override
  public Duration lease() {
    return Duration.ofSeconds(5);
  }

  @Override
  public Duration longest() {
    return Duration.ofMinutes(1);
  }

  /**
   * @param job its subject is the operation
   */
  @Override
  public Uni<Void> run(Job job) {
    if (job.attempt() == 1) {
      return chunk(job, CHUNK, chunk -> results(job, chunk));
    }
    return chunk(job, 1, chunk -> results(job, chunk))
        .onFailure(failure -> !DatabaseAway.isToldBy(failure) && !Contention.isToldBy(failure))
        .recoverWithUni(failure -> failedAlone(job, failure));
  }

  /**
   * Counted by itself, since the work's transaction is gone: an outage meanwhile counts nothing.
   */
  private Uni<Void> failedAlone(Job job, Throwable failure) {
    UUID operation = UUID.fromString(job.subject());
    return tx.within(job.companyId(), () -> bulkActions.failed(job.companyId(), operation))
        .chain(
            failures ->
                failures >= GIVE_UP_AFTER
                    ? giveUp(job, failure)
                    : Uni.createFrom().failure(failure));
  }

  private Uni<Void> giveUp(Job job, Throwable failure) {
    LOG.errorf(failure, "a user of bulk action %s failed and is given up", job.subject());
    return chunk(job, 1, chunk -> Uni.createFrom().item(failed(chunk)));
  }

  private Uni<Void> chunk(Job job, int atMost, Function<Chunk, Uni<List<ResultLine>>> work) {
    UUID operation = UUID.fromString(job.subject());
    return tx.within(
        job.companyId(),
        () ->
            jobs.end(job)
                .chain(() -> bulkActions.lockNext(job.companyId(), operation, atMost))
                .chain(
                    found ->
                        found
                            .map(
                                chunk ->
                                    work.apply(chunk)
                                        .chain(results -> through(job, chunk, results)))
                            .orElseGet(() -> Uni.createFrom().voidItem())));
  }

  private Uni<List<ResultLine>> results(Job job, Chunk chunk) {
    return Multi.createFrom()
        .range(0, chunk.userIds().size())
        .onItem()
        .transformToUniAndConcatenate(index -> result(job.companyId(), chunk, index))
        .collect()
        .asList();
  }

  private Uni<ResultLine> result(UUID company, Chunk chunk, int index) {
    return changeUsers
        .apply(chunk.action(), company, chunk.actingUser(), chunk.userIds().get(index))
        .map(outcome -> line(chunk, index, outcome));
  }

  private static ResultLine line(Chunk chunk, int index, Outcome<User> outcome) {
    return outcome.fold(
        user -> line(chunk, index, "DONE", null),
        refusal -> line(chunk, index, "REFUSED", refusal.code()));
  }

  private static List<ResultLine> failed(Chunk chunk) {
    return IntStream.range(0, chunk.userIds().size())
        .mapToObj(index -> line(chunk, index, "FAILED", "INTERNAL_ERROR"))
        .toList();
  }

  private static ResultLine line(Chunk chunk, int index, String outcome, @Nullable String problem) {
    return new ResultLine(
        chunk.userIds().get(index).toString(), outcome, problem, chunk.from() + index, null);
  }

  private Uni<Void> through(Job job, Chunk chunk, List<ResultLine> results) {
    UUID company = job.companyId();
    UUID operation = UUID.fromString(job.subject());
    return operations
        .note(company, operation, results, realClock.instant())
        .chain(() -> bulkActions.through(company, operation, chunk.to()))
        .chain(
            () ->
                chunk.last()
                    ? operations.endWhenComplete(company, operation, realClock.instant())
                    : jobs.plan(next(company, operation)));
  }
}
