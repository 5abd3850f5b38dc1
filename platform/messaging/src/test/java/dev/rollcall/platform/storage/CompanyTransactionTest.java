package dev.rollcall.platform.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.platform.messaging.Background;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.test.RollcallTest;
import dev.rollcall.platform.time.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@RollcallTest(service = "platform")
class CompanyTransactionTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  @Inject CompanyTransaction tx;
  @Inject CompanySql sql;
  @Inject Background background;
  @Inject Notes notes;
  @Inject Ids ids;

  private final UUID acme = UUID.randomUUID();
  private final UUID globex = UUID.randomUUID();

  @Test
  @DisplayName("Tenancy: a query without a condition sees the rows of the bound company only")
  void hidesOtherCompanies() {
    write(acme, acme, "of acme");
    write(globex, globex, "of globex");

    assertThat(count(acme)).isEqualTo(1);
  }

  @Test
  @DisplayName("What a statement that nobody waited for fails with, the commit fails with")
  void failsLater() {
    assertThatThrownBy(
            () -> run(() -> tx.within(acme, () -> Statement.of("select 1 / 0 as broken").run())))
        .hasStackTraceContaining("division by zero");
  }

  @Test
  @DisplayName(
      "A statement after one that failed fails with the first one's reason, and all is undone")
  void firstReason() {
    assertThatThrownBy(
            () ->
                run(
                    () ->
                        tx.within(
                            acme,
                            () ->
                                notes
                                    .persist(new Note(acme, ids.next(), "lost"))
                                    .chain(() -> Statement.of("select 1 / 0 as broken").run())
                                    .chain(() -> Statement.of("select 1 as one").rows()))))
        .hasStackTraceContaining("division by zero");

    assertThat(count(acme)).isZero();
  }

  @Test
  @DisplayName("Tenancy: the plain client sees the rows of the bound company only")
  void hidesOtherCompaniesFromPlainSql() {
    write(acme, acme, "of acme");
    write(globex, globex, "of globex");

    Uni<RowSet<Row>> texts =
        sql.within(globex, connection -> connection.query("select text from note").execute());

    assertThat(run(() -> texts)).singleElement().returns("of globex", row -> row.getString(0));
  }

  @Test
  @DisplayName("Tenancy: a row for another company is refused by the database")
  void refusesWritesForOthers() {
    assertThatThrownBy(() -> write(acme, globex, "smuggled"))
        .hasStackTraceContaining("row-level security");
    assertThat(count(globex)).isZero();
  }

  @Test
  @DisplayName("Tenancy: the company of one transaction does not stay on the pooled connection")
  void companyEndsWithTheTransaction() {
    write(acme, acme, "of acme");

    assertThat(count(CompanyTransaction.NO_COMPANY)).isZero();
  }

  @Test
  @DisplayName("Tenancy: the service's role owns no table and bypasses no policy")
  void ownsNothing() {
    var owned =
        Rows.asOwner().of("select tablename from pg_tables where tableowner = 'platform_app'");
    var role =
        Rows.asOwner()
            .of(
                "select rolbypassrls or rolsuper as free from pg_roles where rolname = 'platform_app'");

    assertThat(owned).isEmpty();
    assertThat(role).singleElement().satisfies(row -> assertThat(row).containsEntry("free", false));
  }

  @Test
  @DisplayName("A refused outcome rolls back")
  void refusedRollsBack() {
    Outcome<String> outcome = end(Outcome.refused(Refusal.notFound()));

    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    assertThat(count(acme)).isZero();
  }

  @Test
  @DisplayName("A refused outcome that is kept commits")
  void refusedKeptCommits() {
    Outcome<String> outcome = end(Outcome.refusedKept(Refusal.notFound()));

    assertThat(outcome).isInstanceOf(Outcome.RefusedKept.class);
    assertThat(count(acme)).isEqualTo(1);
  }

  @Test
  @DisplayName("A failure rolls back")
  void failureRollsBack() {
    assertThatThrownBy(
            () ->
                run(
                    () ->
                        tx.within(
                            acme,
                            () ->
                                note(acme, "lost")
                                    .call(() -> notes.flush())
                                    .chain(() -> Uni.createFrom().failure(new Bug())))))
        .isInstanceOf(Bug.class);
    assertThat(count(acme)).isZero();
  }

  @Test
  @DisplayName("Transactions do not nest, so none re-binds another's company")
  void doNotNest() {
    assertThatThrownBy(() -> run(() -> tx.within(acme, () -> tx.within(globex, notes::count))))
        .hasMessageContaining("do not nest");
  }

  @Test
  @DisplayName("A context that failed in one transaction can open the next")
  void nextAfterFailure() {
    Uni<Long> failing = tx.within(acme, () -> Uni.createFrom().failure(new Bug()));

    Long found = run(() -> failing.onFailure().recoverWithUni(() -> tx.within(acme, notes::count)));

    assertThat(found).isZero();
  }

  @Test
  @DisplayName("Hints run after a commit, and not after a refusal")
  void hintsAfterCommit() {
    var hints = new AtomicInteger();

    run(() -> tx.within(acme, () -> hint(hints, Outcome.done("kept"))));
    run(() -> tx.within(acme, () -> hint(hints, Outcome.refused(Refusal.notFound()))));

    assertThat(hints).hasValue(1);
  }

  @Test
  @DisplayName("A caller that hangs up does not stop a transaction that has begun")
  void runsToTheEndWhenCancelled() throws Exception {
    var begun = new CompletableFuture<Void>();
    var committed = new CompletableFuture<Void>();

    background
        .run(
            () -> {
              var request =
                  tx.within(
                          acme,
                          () -> {
                            tx.afterCommit(() -> committed.complete(null));
                            return note(acme, "kept");
                          })
                      .subscribe()
                      .with(done -> {});
              request.cancel();
              begun.complete(null);
              return Uni.createFrom().voidItem();
            })
        .await()
        .atMost(SOON);

    committed.get(SOON.toSeconds(), TimeUnit.SECONDS);
    assertThat(begun).isDone();
    assertThat(count(acme)).isEqualTo(1);
  }

  private static final class Bug extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private Uni<Outcome<String>> hint(AtomicInteger hints, Outcome<String> outcome) {
    tx.afterCommit(hints::incrementAndGet);
    return Uni.createFrom().item(outcome);
  }

  private Outcome<String> end(Outcome<String> outcome) {
    return run(
        () ->
            tx.within(
                acme, () -> note(acme, "maybe").call(() -> notes.flush()).replaceWith(outcome)));
  }

  private void write(UUID bound, UUID owner, String text) {
    run(() -> tx.within(bound, () -> note(owner, text)));
  }

  private long count(UUID company) {
    return run(() -> tx.within(company, notes::count));
  }

  private Uni<Note> note(UUID owner, String text) {
    return notes.persist(new Note(owner, ids.next(), text));
  }

  private <T> T run(Supplier<Uni<T>> work) {
    return background.run(work).await().atMost(SOON);
  }
}
