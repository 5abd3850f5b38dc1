package dev.rollcall.platform.storage;

import dev.rollcall.platform.outcome.Outcome;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
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
    return Panache.withTransaction(
        () ->
            Panache.getSession()
                .chain(session -> bind(session, company))
                .chain(work::get)
                .call(CompanyTransaction::rollBackIfRefused));
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
}
