package dev.rollcall.identity.keycloak;

import dev.rollcall.identity.storage.Memberships;
import dev.rollcall.platform.messaging.Job;
import dev.rollcall.platform.messaging.JobHandler;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/**
 * Brings an account in line with its person's memberships as they are now (CO-4, USR-4): closed and
 * signed out when none is active, open when one is. Two of these may run at once for one person
 * (one per company), so each looks again after it has acted; the last one to act sees the truth.
 */
@ApplicationScoped
public class ReconcileAccount implements JobHandler {

  public static final String KIND = "keycloak.reconcile";

  private final Memberships memberships;
  private final Accounts accounts;

  ReconcileAccount(Memberships memberships, Accounts accounts) {
    this.memberships = memberships;
    this.accounts = accounts;
  }

  @Override
  public String kind() {
    return KIND;
  }

  /** Access must end, or begin, however long Keycloak is away; the back-off is capped. */
  @Override
  public int maxAttempts() {
    return Integer.MAX_VALUE;
  }

  /**
   * @param job its subject is the person's id
   */
  @Override
  public Uni<Void> run(Job job) {
    UUID personId = UUID.fromString(job.subject());
    return isMemberSomewhere(personId).chain(active -> reconcile(personId, active));
  }

  private Uni<Void> reconcile(UUID personId, boolean active) {
    return accounts
        .setEnabled(personId, active)
        .chain(() -> isMemberSomewhere(personId))
        .chain(now -> now == active ? Uni.createFrom().voidItem() : reconcile(personId, now));
  }

  private Uni<Boolean> isMemberSomewhere(UUID personId) {
    return memberships.anyActiveOf(personId);
  }
}
