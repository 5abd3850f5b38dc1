package dev.rollcall.platform.storage;

import dev.rollcall.platform.outcome.Outcome;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The one way to write: a Hibernate Reactive transaction on one connection, bound to one company by
 * {@code set_config('rollcall.company', …, true)}, which every row-level security policy reads.
 *
 * <p>Everything inside runs on that one session: Panache repositories, {@code Outbox}, {@code
 * Inbox}, {@code Jobs}. Never a remote call, a delay, or two operations at once (docs: traps of
 * this stack). Must be called on a Vert.x duplicated context, as HTTP resources, consumers and job
 * handlers are. Calls do not nest: a use case opens one transaction.
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
    Uni<T> transaction = Uni.createFrom().deferred(() -> begin(company, work));
    return Uni.createFrom().emitter(emitter -> runToTheEnd(transaction, emitter));
  }

  /**
   * Has the action run once the running transaction has committed, on its thread; not at all when
   * it rolls back. For in-memory hints only, which a crash may lose; it must not block.
   *
   * @throws IllegalStateException outside a transaction
   */
  public void afterCommit(Runnable action) {
    AfterCommit.running()
        .orElseThrow(() -> new IllegalStateException("no company transaction is open"))
        .add(action);
  }

  private static <T> Uni<T> begin(UUID company, Supplier<Uni<T>> work) {
    AfterCommit hints = AfterCommit.begin();
    return Panache.withTransaction(() -> bound(company, work))
        .eventually(AfterCommit::end)
        .invoke(answer -> runUnlessRefused(hints, answer));
  }

  private static <T> Uni<T> bound(UUID company, Supplier<Uni<T>> work) {
    return Panache.getSession()
        .chain(session -> bind(session, company))
        .chain(work::get)
        .call(CompanyTransaction::rollBackIfRefused);
  }

  private static Uni<?> bind(Mutiny.Session session, UUID company) {
    return session
        .createNativeQuery("select set_config('rollcall.company', :company, true)", String.class)
        .setParameter("company", company.toString())
        .getSingleResult();
  }

  private static Uni<?> rollBackIfRefused(Object answer) {
    return answer instanceof Outcome.Refused<?>
        ? Panache.currentTransaction().invoke(Mutiny.Transaction::markForRollback)
        : Uni.createFrom().voidItem();
  }

  private static void runUnlessRefused(AfterCommit hints, Object answer) {
    if (!(answer instanceof Outcome.Refused<?>)) {
      hints.run();
    }
  }

  // The emitter never passes a cancellation on.
  private static <T> void runToTheEnd(Uni<T> transaction, UniEmitter<? super T> emitter) {
    transaction.subscribe().with(emitter::complete, emitter::fail);
  }
}
