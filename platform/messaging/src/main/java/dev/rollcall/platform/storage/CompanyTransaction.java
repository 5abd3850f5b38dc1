package dev.rollcall.platform.storage;

import dev.rollcall.platform.outcome.Outcome;
import io.quarkus.hibernate.reactive.panache.common.runtime.SessionOperations;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * The one way to write: a Hibernate Reactive session and its transaction on one connection, bound
 * to one company by {@code set_config('rollcall.company', …, true)}, which every row-level security
 * policy reads.
 *
 * <p>Everything inside runs on that one connection: Panache repositories, {@link Statement}s,
 * {@code Outbox}, {@code Inbox}, {@code Jobs}. Never a remote call, a delay, or two operations at
 * once (docs: traps of this stack). Must be called on a Vert.x duplicated context, as HTTP
 * resources, consumers and job handlers are. Calls do not nest: a use case opens one transaction.
 *
 * <p>Once begun it runs to its end: a client that hangs up cancels its request, never a transaction
 * (a cancelled one would keep its connection).
 */
@ApplicationScoped
public class CompanyTransaction {

  /** The company of transactions that touch only the tables listed as unscoped. */
  public static final UUID NO_COMPANY = new UUID(0, 0);

  /**
   * Runs the work in a transaction of that company. Commits when the work answers; rolls back when
   * it fails or answers {@link Outcome.Refused}.
   */
  public <T> Uni<T> within(UUID company, Supplier<Uni<T>> work) {
    return Uni.createFrom().emitter(emitter -> runToTheEnd(company, work, emitter));
  }

  /**
   * Has the action run once the running transaction has committed, on its thread; not at all when
   * it rolls back. For in-memory hints only, which a crash may lose; it must not block.
   *
   * @throws IllegalStateException outside a transaction
   */
  public void afterCommit(Runnable action) {
    RunningTransaction.current().hints().add(action);
  }

  /**
   * Done when everything that the running transaction has sent has been done, or failed. Only for
   * work that must know which step of it a failure belongs to.
   *
   * @throws IllegalStateException outside a transaction
   */
  public Uni<Void> settled() {
    return Uni.createFrom().completionStage(() -> RunningTransaction.current().settled());
  }

  // The emitter never passes a cancellation on.
  private static <T> void runToTheEnd(
      UUID company, Supplier<Uni<T>> work, UniEmitter<? super T> emitter) {
    var hints = new Hints();
    SessionOperations.withSession(session -> transacted(session, hints, company, work))
        .invoke(answer -> runUnlessRefused(hints, answer))
        .subscribe()
        .with(emitter::complete, emitter::fail);
  }

  private static <T> Uni<T> transacted(
      Mutiny.Session session, Hints hints, UUID company, Supplier<Uni<T>> work) {
    RunningTransaction transaction = RunningTransaction.enter(session, hints);
    transaction.begin(company);
    return Uni.createFrom()
        .deferred(work::get)
        .onItemOrFailure()
        .transformToUni((answer, failure) -> end(transaction, answer, failure))
        .eventually(RunningTransaction::leave);
  }

  private static <T> Uni<T> end(
      RunningTransaction transaction, @Nullable T answer, @Nullable Throwable failure) {
    if (failure != null) {
      return rollBack(transaction)
          .onItemOrFailure()
          .transformToUni((done, other) -> Uni.createFrom().failure(transaction.reason(failure)));
    }
    Uni<Void> end =
        answer instanceof Outcome.Refused<?> ? rollBack(transaction) : commit(transaction);
    return end.map(done -> answer);
  }

  private static Uni<Void> commit(RunningTransaction transaction) {
    return Uni.createFrom()
        .completionStage(transaction::commit)
        .onFailure()
        .call(failure -> rollBack(transaction).onFailure().recoverWithNull());
  }

  private static Uni<Void> rollBack(RunningTransaction transaction) {
    return Uni.createFrom().completionStage(transaction::rollBack);
  }

  private static void runUnlessRefused(Hints hints, @Nullable Object answer) {
    if (!(answer instanceof Outcome.Refused<?>)) {
      hints.run();
    }
  }
}
