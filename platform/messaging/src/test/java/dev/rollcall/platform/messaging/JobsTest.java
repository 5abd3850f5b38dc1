package dev.rollcall.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.platform.messaging.JobTable.Claim;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.storage.CompanyTransaction;
import dev.rollcall.platform.storage.Rows;
import dev.rollcall.platform.test.RollcallTest;
import dev.rollcall.platform.time.ProductClock;
import dev.rollcall.platform.time.TimeMoved;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.microprofile.health.Readiness;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@RollcallTest(service = "platform")
class JobsTest {

  @Inject CompanyTransaction tx;
  @Inject Background background;
  @Inject Jobs jobs;
  @Inject JobTable table;
  @Inject CountingHandler handler;
  @Inject SlowHandler slow;
  @Inject @Readiness FailedJobs failedJobs;
  @Inject ProductClock clock;
  @Inject Event<TimeMoved> moves;

  private final UUID company = UUID.randomUUID();

  /** Claimed by the tests themselves: the application's runner has no handler of this kind. */
  private final JobHandler byHand = new ByHand("test.by-hand-" + UUID.randomUUID());

  private record ByHand(String kind) implements JobHandler {

    @Override
    public Uni<Void> run(Job job) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Duration lease() {
      return Duration.ofMillis(300);
    }
  }

  @Test
  @DisplayName("A job runs once its transaction has committed, and is gone when done")
  void runsAfterCommit() throws Throwable {
    plan(JobRequest.now(CountingHandler.KIND, company, subject(0)));

    Eventually.holds(() -> assertThat(rows(CountingHandler.KIND)).isEmpty());
    assertThat(handler.runs(subject(0))).isEqualTo(1);
  }

  @Test
  @DisplayName("A job of a refused transaction never runs")
  void refusedPlansNothing() {
    run(
        () ->
            tx.within(
                company,
                () ->
                    jobs.plan(JobRequest.now(byHand.kind(), company, "x"))
                        .replaceWith(Outcome.<Void>refused(Refusal.notFound()))));

    assertThat(rows(byHand.kind())).isEmpty();
  }

  @Test
  @DisplayName("A failing job is tried again until it succeeds")
  void retries() throws Throwable {
    plan(JobRequest.now(CountingHandler.KIND, company, subject(2)));

    Eventually.holds(() -> assertThat(rows(CountingHandler.KIND)).isEmpty());
    assertThat(handler.runs(subject(2))).isEqualTo(3);
  }

  @Test
  @DisplayName(
      "A job given up stays, FAILED, with its cause and without personal data, and is visible")
  void givesUpVisibly() throws Throwable {
    plan(JobRequest.now(CountingHandler.KIND, company, subject(99)));

    Eventually.holds(
        () ->
            assertThat(rows(CountingHandler.KIND))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("status", "FAILED")));
    assertThat(rows(CountingHandler.KIND).getFirst())
        .containsEntry("attempts", 3)
        .containsEntry("last_error", "IllegalStateException: 550 no such user: …");
    run(failedJobs::count);
    assertThat(failedJobs.call().getData().orElseThrow()).containsKey(CountingHandler.KIND);
    cancelFailed();
  }

  @Test
  @DisplayName("X-4 a deadline of product time comes when the clock is moved there")
  void productDeadline() throws Throwable {
    Instant tomorrow = clock.instant().plus(Duration.ofHours(24));
    plan(JobRequest.at(tomorrow, CountingHandler.KIND, company, subject(0)));
    assertThat(handler.runs(subject(0))).isZero();

    try {
      move(Duration.ofHours(25));
      Eventually.holds(() -> assertThat(handler.runs(subject(0))).isEqualTo(1));
    } finally {
      move(Duration.ZERO);
    }
  }

  @Test
  @DisplayName("Two runners at once claim each job once")
  void claimedOnce() {
    plan(
        IntStream.range(0, 20)
            .mapToObj(n -> JobRequest.now(byHand.kind(), company, "subject-" + n))
            .toList());

    List<Claim> claims =
        Uni.join()
            .all(background.run(() -> claim(15)), background.run(() -> claim(15)))
            .andFailFast()
            .await()
            .atMost(Records.SOON)
            .stream()
            .flatMap(List::stream)
            .toList();

    assertThat(claims).hasSize(20).extracting(Claim::subject).doesNotHaveDuplicates();
  }

  @Test
  @DisplayName("X-1 many jobs of one kind leave slots to the others")
  void kindsShareTheSlots() {
    JobHandler other = new ByHand(byHand.kind() + "-other");
    plan(
        IntStream.range(0, 20)
            .mapToObj(n -> JobRequest.now(byHand.kind(), company, "subject-" + n))
            .toList());
    plan(JobRequest.now(other.kind(), company, "planned-last"));

    List<Claim> claims =
        run(() -> claim(List.of(new JobTable.Slots(byHand, 3), new JobTable.Slots(other, 3)), 4));

    assertThat(claims)
        .extracting(Claim::kind)
        .containsExactlyInAnyOrder(byHand.kind(), byHand.kind(), byHand.kind(), other.kind());
  }

  @Test
  @DisplayName(
      "A claimed job is taken over when its lease has run out; the late first one settles nothing")
  void leaseExpires() throws Throwable {
    plan(JobRequest.now(byHand.kind(), company, "x"));
    Claim first = only(run(() -> claim(1)));
    assertThat(run(() -> claim(1))).isEmpty();

    Eventually.holds(() -> assertThat(claimed("x", 2)).isTrue());
    run(() -> table.done(first));

    assertThat(rows(byHand.kind())).hasSize(1);
  }

  @Test
  @DisplayName("A job that may take longer keeps its lease while it runs, and runs once")
  void leaseRenewed() throws Throwable {
    plan(JobRequest.now(SlowHandler.KIND, company, "x"));

    Eventually.holds(() -> assertThat(rows(SlowHandler.KIND)).isEmpty());

    assertThat(slow.runs()).isEqualTo(1);
  }

  @Test
  @DisplayName(
      "A job planned anew while it runs runs again, after the one that is on, under a new id")
  void replannedWhileRunning() {
    plan(JobRequest.now(byHand.kind(), company, "x"));
    Claim running = only(run(() -> claim(1)));
    plan(JobRequest.now(byHand.kind(), company, "x"));
    List<Claim> meanwhile = run(() -> claim(1));

    run(() -> table.done(running));
    Claim next = only(run(() -> claim(1)));

    assertThat(meanwhile).isEmpty();
    assertThat(next.attempt()).isEqualTo(1);
    assertThat(next.id()).isNotEqualTo(running.id());
  }

  @Test
  @DisplayName("A job planned twice is one job, due when it was planned last")
  void plannedTwice() {
    plan(JobRequest.at(clock.instant(), byHand.kind(), company, "x"));
    plan(JobRequest.at(clock.instant().plus(Duration.ofHours(1)), byHand.kind(), company, "x"));

    assertThat(rows(byHand.kind())).hasSize(1);
    assertThat(run(() -> claim(1))).isEmpty();
  }

  @Test
  @DisplayName("A cancelled job does not run")
  void cancelled() {
    plan(JobRequest.now(byHand.kind(), company, "x"));

    run(() -> tx.within(company, () -> jobs.cancel(byHand.kind(), company, "x")));

    assertThat(run(() -> claim(1))).isEmpty();
  }

  @Test
  @DisplayName("The cause of the planning request goes with the job")
  void causeGoesAlong() throws Throwable {
    run(
        () -> {
          Causation.set("request-1");
          return tx.within(
              company, () -> jobs.plan(JobRequest.now(CountingHandler.KIND, company, subject(0))));
        });

    Eventually.holds(() -> assertThat(handler.cause(subject(0))).isEqualTo("request-1"));
  }

  @Test
  @DisplayName("X-1 a job that crashed its replica in every attempt is given up, not run for ever")
  void crashesAreCounted() throws Throwable {
    plan(
        JobRequest.at(
            clock.instant().plus(Duration.ofHours(1)), CountingHandler.KIND, company, subject(0)));

    Rows.asOwner()
        .change("update job set attempts = 3, due_at = now() where company_id = ?", company);

    Eventually.holds(
        () ->
            assertThat(rows(CountingHandler.KIND))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("status", "FAILED")));
    assertThat(handler.runs(subject(0))).isZero();
    cancelFailed();
  }

  @Test
  @DisplayName("Jobs that begin with their transaction run once each, also those without a slot")
  void beginWithTheirTransaction() throws Throwable {
    List<String> subjects = IntStream.range(0, 30).mapToObj(n -> n + subject(0)).toList();

    run(() -> tx.within(company, () -> beginAll(subjects)));

    Eventually.holds(() -> assertThat(rows(CountingHandler.KIND)).isEmpty());
    assertThat(subjects).allSatisfy(subject -> assertThat(handler.runs(subject)).isEqualTo(1));
  }

  @Test
  @DisplayName("A job that was to begin with a refused transaction never runs")
  void refusedBeginsNothing() {
    run(
        () ->
            tx.within(
                company,
                () ->
                    jobs.begin(CountingHandler.KIND, company, subject(0))
                        .replaceWith(Outcome.<Void>refused(Refusal.notFound()))));

    assertThat(rows(CountingHandler.KIND)).isEmpty();
    assertThat(handler.runs(subject(0))).isZero();
  }

  private Uni<Void> beginAll(List<String> subjects) {
    return subjects.stream()
        .map(
            subject ->
                Uni.createFrom().deferred(() -> jobs.begin(CountingHandler.KIND, company, subject)))
        .reduce(Uni.createFrom().voidItem(), (before, next) -> before.chain(() -> next));
  }

  @Test
  @DisplayName("A kind with slots of its own is claimed beside what the others share")
  void ownSlots() {
    JobHandler many = new WithOwnSlots(byHand.kind() + "-many");
    plan(
        IntStream.range(0, 5)
            .mapToObj(n -> JobRequest.now(many.kind(), company, "subject-" + n))
            .toList());
    plan(JobRequest.now(byHand.kind(), company, "x"));
    plan(JobRequest.now(byHand.kind(), company, "y"));

    List<Claim> claims =
        run(() -> claim(List.of(new JobTable.Slots(many, 4), new JobTable.Slots(byHand, 2)), 1));

    assertThat(claims)
        .extracting(Claim::kind)
        .containsExactlyInAnyOrder(
            many.kind(), many.kind(), many.kind(), many.kind(), byHand.kind());
  }

  private record WithOwnSlots(String kind) implements JobHandler {

    @Override
    public Uni<Void> run(Job job) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int ownSlots() {
      return 4;
    }
  }

  @Test
  @DisplayName("A job that its handler ends goes with its transaction, or not at all")
  void endedByItsHandler() {
    plan(JobRequest.now(byHand.kind(), company, "x"));
    Job job = job(only(run(() -> claim(1))));

    run(
        () ->
            tx.within(
                company,
                () -> jobs.end(job).replaceWith(Outcome.<Void>refused(Refusal.notFound()))));
    List<Map<String, Object>> rolledBack = rows(byHand.kind());
    run(() -> tx.within(company, () -> jobs.end(job)));

    assertThat(rolledBack).hasSize(1);
    assertThat(rows(byHand.kind())).isEmpty();
  }

  @Test
  @DisplayName("A handler that ends its job leaves one alone that was planned anew meanwhile")
  void endedAndPlannedAnew() {
    plan(JobRequest.now(byHand.kind(), company, "x"));
    Claim running = only(run(() -> claim(1)));
    plan(JobRequest.now(byHand.kind(), company, "x"));

    run(() -> tx.within(company, () -> jobs.end(job(running))));
    run(() -> table.done(running));

    assertThat(only(run(() -> claim(1))).attempt()).isEqualTo(1);
  }

  @Test
  @DisplayName("Jobs that end together are gone, but for the one that was planned anew")
  void endedTogether() {
    plan(
        IntStream.range(0, 10)
            .mapToObj(n -> JobRequest.now(byHand.kind(), company, "subject-" + n))
            .toList());
    List<Claim> claims = run(() -> claim(10));
    plan(JobRequest.now(byHand.kind(), company, "subject-3"));

    run(() -> Uni.join().all(claims.stream().map(table::done).toList()).andFailFast());

    assertThat(only(run(() -> claim(10))).subject()).isEqualTo("subject-3");
  }

  @Test
  @DisplayName("X-4 a deadline of product time that has failed waits for its back-off in real time")
  void productBackoff() {
    plan(JobRequest.at(clock.instant(), byHand.kind(), company, "x"));
    Claim first = only(run(() -> claim(1)));
    run(() -> table.failed(first, false, Duration.ofHours(1), "busy"));
    List<Claim> early =
        run(() -> claim(List.of(new JobTable.Slots(byHand, 1)), clock.instant().plusSeconds(7200)));
    Rows.asOwner().change("update job set not_before = now() where company_id = ?", company);

    assertThat(early).isEmpty();
    assertThat(only(run(() -> claim(1))).attempt()).isEqualTo(2);
  }

  @Test
  @DisplayName("A claim reads what it claims, however many jobs wait, are leased or backed off")
  void claimReadsTheFront() {
    waiting(50, "now", "-infinity", "tomorrow");
    waiting(10_000, "now", "-infinity", "-infinity");
    waiting(10_000, "now", "tomorrow", "-infinity");
    waiting(10_000, "tomorrow", "-infinity", "-infinity");

    String plan =
        Rows.asOwner()
            .plan(
                "text[], integer[], boolean[], timestamptz, integer, uuid, bigint[]",
                JobTable.CLAIM,
                "array['%s'], array[8], array[false], now(), 8, gen_random_uuid(), array[30000]"
                    .formatted(byHand.kind()));

    assertThat(plan)
        .contains("Index Scan using job_ready on job")
        .doesNotContain("Seq Scan on job");
    assertThat(buffers(plan)).isLessThan(500);
    cancelFailed();
  }

  private void waiting(int jobs, String due, String notBefore, String leasedUntil) {
    Rows.asOwner()
        .change(
            """
            insert into job (id, kind, company_id, subject, due_at, timeline, causation_id,
                             traceparent, not_before, leased_until)
            select gen_random_uuid(), ?, ?, gen_random_uuid()::text, cast(? as timestamptz), 'REAL',
                   '', '', cast(? as timestamptz), cast(? as timestamptz)
            from generate_series(1, ?)
            """,
            byHand.kind(),
            company,
            due,
            notBefore,
            leasedUntil,
            jobs);
  }

  /** Pages that were read for the whole statement, which the first line of buffers sums up. */
  private static int buffers(String plan) {
    Matcher hit = Pattern.compile("Buffers: shared hit=(\\d+)").matcher(plan);
    assertThat(hit.find()).isTrue();
    return Integer.parseInt(hit.group(1));
  }

  private String subject(int failures) {
    return company + ":" + failures;
  }

  private boolean claimed(String subject, int attempt) {
    return run(() -> claim(1)).stream()
        .anyMatch(claim -> claim.subject().equals(subject) && claim.attempt() == attempt);
  }

  private Uni<List<Claim>> claim(int atMost) {
    return claim(List.of(new JobTable.Slots(byHand, atMost)), atMost);
  }

  private Uni<List<Claim>> claim(List<JobTable.Slots> slots, Instant productNow) {
    return table.claim(slots, productNow, 1, UUID.randomUUID());
  }

  private static Job job(Claim claim) {
    return new Job(
        claim.id(),
        claim.kind(),
        claim.companyId(),
        claim.subject(),
        claim.attempt(),
        1,
        claim.lease());
  }

  private Uni<List<Claim>> claim(List<JobTable.Slots> slots, int atMost) {
    return table.claim(slots, clock.instant(), atMost, UUID.randomUUID());
  }

  private static Claim only(List<Claim> claims) {
    assertThat(claims).hasSize(1);
    return claims.getFirst();
  }

  private void move(Duration offset) {
    clock.adopt(offset);
    moves.fire(new TimeMoved(offset));
  }

  private void plan(JobRequest request) {
    plan(List.of(request));
  }

  private void plan(List<JobRequest> requests) {
    run(() -> tx.within(company, () -> planAll(requests.stream())));
  }

  private Uni<Void> planAll(Stream<JobRequest> requests) {
    return requests
        .map(request -> Uni.createFrom().deferred(() -> jobs.plan(request)))
        .reduce(Uni.createFrom().voidItem(), (before, next) -> before.chain(() -> next));
  }

  private void cancelFailed() {
    Rows.asOwner().change("delete from job where company_id = ?", company);
  }

  private List<Map<String, Object>> rows(String kind) {
    return Rows.asOwner().of("select * from job where kind = ? and company_id = ?", kind, company);
  }

  private <T> T run(Supplier<Uni<T>> work) {
    return background.run(work).await().atMost(Records.SOON);
  }
}
