package dev.rollcall.platform.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.platform.messaging.Background;
import dev.rollcall.platform.test.RollcallTest;
import dev.rollcall.platform.time.Ids;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@RollcallTest(service = "platform")
class HeavyReadsTest {

  private static final Duration SOON = Duration.ofSeconds(10);

  @Inject HeavyReads reads;
  @Inject StorageConfig config;
  @Inject CompanySql sql;
  @Inject CompanyTransaction tx;
  @Inject Background background;
  @Inject Notes notes;
  @Inject Ids ids;

  private final UUID acme = UUID.randomUUID();
  private final UUID globex = UUID.randomUUID();

  @Test
  @DisplayName("Tenancy: a heavy read sees the rows of its company only")
  void boundToItsCompany() {
    write(acme, "of acme");
    write(globex, "of globex");

    assertThat(
            run(
                () ->
                    reads.list(
                        acme, "select text from note", Tuple.tuple(), row -> row.getString(0))))
        .containsExactly("of acme");
  }

  @Test
  @DisplayName("A heavy read is one snapshot, writes nothing, and has a time limit of its own")
  void settings() {
    assertThat(setting("transaction_isolation")).isEqualTo("repeatable read");
    assertThat(setting("transaction_read_only")).isEqualTo("on");
    assertThat(setting("statement_timeout"))
        .isEqualTo(config.heavyReads().statementTimeout().toSeconds() + "s");
    assertThat(
            run(
                () ->
                    sql.list(
                        acme,
                        "select current_setting('statement_timeout')",
                        Tuple.tuple(),
                        row -> row.getString(0))))
        .containsExactly("15s");
  }

  @Test
  @DisplayName("A company's heavy reads wait for each other, and no other company for them")
  void waitTheirTurn() {
    List<Held> running = begin(acme, config.heavyReads().perCompany());
    running.forEach(Held::awaitBegin);
    Held next = begin(acme);

    Held other = begin(globex);
    other.awaitBegin();
    other.end();
    assertThat(next.begun).isNotDone();
    running.getFirst().end();
    next.awaitBegin();
    next.end();

    assertThat(next.context.join()).isSameAs(next.caller.join());
    running.getLast().end();
  }

  @Test
  @DisplayName("More heavy reads of one company than may wait are refused; later ones are not")
  void refused() {
    List<Held> running = begin(acme, config.heavyReads().perCompany());
    running.forEach(Held::awaitBegin);
    List<Held> waiting = begin(acme, config.heavyReads().waiting());
    waiting.forEach(Held::awaitAsked);

    assertThatThrownBy(() -> run(() -> reads.within(acme, HeavyReadsTest::nothing)))
        .isInstanceOf(TooManyReads.class);

    Stream.of(running, waiting).flatMap(List::stream).forEach(Held::end);
    assertThat(setting("transaction_read_only")).isEqualTo("on");
  }

  @Test
  @DisplayName("A heavy read that fails gives its place back")
  void failed() {
    for (int i = 0; i <= config.heavyReads().perCompany(); i++) {
      assertThatThrownBy(
              () -> run(() -> reads.within(acme, sql -> sql.query("select 1/0").execute())))
          .hasMessageContaining("division by zero");
    }

    assertThat(setting("transaction_read_only")).isEqualTo("on");
  }

  @Test
  @DisplayName("While every connection for heavy reads is taken, transactions go on")
  void nobodyElseWaits() {
    List<Held> running =
        Stream.generate(UUID::randomUUID)
            .limit(config.heavyReads().connections())
            .map(this::begin)
            .toList();
    running.forEach(Held::awaitBegin);

    write(acme, "meanwhile");

    Long written = run(() -> tx.within(acme, notes::count));
    assertThat(written).isEqualTo(1);
    running.forEach(Held::end);
  }

  private static Uni<Void> nothing(SqlConnection connection) {
    return Uni.createFrom().voidItem();
  }

  private String setting(String name) {
    return run(() ->
            reads.list(acme, "select current_setting($1)", Tuple.of(name), row -> row.getString(0)))
        .getFirst();
  }

  private List<Held> begin(UUID company, int times) {
    return Stream.generate(() -> begin(company)).limit(times).toList();
  }

  private Held begin(UUID company) {
    var held = new Held();
    background
        .run(() -> held.read(company))
        .subscribe()
        .with(held.ended::complete, held.ended::completeExceptionally);
    held.awaitAsked();
    return held;
  }

  /** A heavy read that lasts until the test ends it. */
  private final class Held {
    private final CompletableFuture<Context> caller = new CompletableFuture<>();
    private final CompletableFuture<Context> context = new CompletableFuture<>();
    private final CompletableFuture<UniEmitter<? super Void>> begun = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    Uni<Void> read(UUID company) {
      Uni<Void> read =
          reads
              .within(company, connection -> Uni.createFrom().<Void>emitter(begun::complete))
              .invoke(() -> context.complete(Vertx.currentContext()));
      return Uni.createFrom()
          .<Void>emitter(
              emitter -> {
                read.subscribe().with(emitter::complete, emitter::fail);
                caller.complete(Vertx.currentContext());
              });
    }

    void awaitAsked() {
      caller.orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join();
    }

    void awaitBegin() {
      begun.orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join();
    }

    void end() {
      awaitBegin();
      begun.join().complete(null);
      ended.orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join();
    }
  }

  private void write(UUID owner, String text) {
    run(() -> tx.within(owner, () -> notes.persist(new Note(owner, ids.next(), text))));
  }

  private <T> T run(Supplier<Uni<T>> work) {
    return background.run(work).await().atMost(SOON);
  }
}
