package dev.rollcall.identity.keycloak;

import dev.rollcall.identity.keycloak.Accounts.Account;
import dev.rollcall.platform.messaging.Job;
import dev.rollcall.platform.messaging.JobHandler;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/**
 * Closes the account that a joining made before it was given up. Where the same invitation has
 * joined by another attempt since, or joins later, the account is opened again.
 */
@ApplicationScoped
public class AbandonedJoin implements JobHandler {

  public static final String KIND = "keycloak.abandoned-join";

  private final Accounts accounts;
  private final ReconcileAccount reconcileAccount;

  AbandonedJoin(Accounts accounts, ReconcileAccount reconcileAccount) {
    this.accounts = accounts;
    this.reconcileAccount = reconcileAccount;
  }

  @Override
  public String kind() {
    return KIND;
  }

  /** An account must not stay open for nobody, however long Keycloak is away. */
  @Override
  public int maxAttempts() {
    return Integer.MAX_VALUE;
  }

  /**
   * @param job its subject is the invitation's id
   */
  @Override
  public Uni<Void> run(Job job) {
    return accounts
        .findByInvitation(UUID.fromString(job.subject()))
        .chain(account -> reconcile(account, job));
  }

  private Uni<Void> reconcile(Optional<Account> account, Job job) {
    return account
        .map(found -> reconcileAccount.run(about(found, job)))
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  private static Job about(Account account, Job job) {
    return new Job(
        job.id(),
        ReconcileAccount.KIND,
        job.companyId(),
        account.personId().toString(),
        job.attempt(),
        job.maxAttempts());
  }
}
