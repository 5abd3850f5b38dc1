package dev.rollcall.keycloak;

import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.Set;
import org.keycloak.common.ClientConnection;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.services.managers.BruteForceProtector;

/**
 * Keycloak's brute-force protection, which judges the passwords of one account one after the other,
 * but with patience: a login that meets another of the same account waits for its end instead of
 * being refused as if the account were locked. Guesses are still counted one by one, so parallel
 * ones gain nothing, and whoever waits for an account that gets locked meanwhile waits no longer.
 */
final class PatientBruteForceProtector implements BruteForceProtector {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LOOK_AGAIN_AFTER = Duration.ofMillis(10);

  /** Every how many looks the lock is looked at too, which is dearer. */
  private static final int LOOKS_AT_LOCK = 5;

  /**
   * Of the threads that a server has for requests by default (50) some are always free, and whoever
   * floods one account leaves the others places to wait. Beyond, logins are refused as Keycloak
   * does by itself.
   */
  private static final WaitingRoom WAITING_ROOM = new WaitingRoom(32, 16);

  private final BruteForceProtector strict;

  PatientBruteForceProtector(BruteForceProtector strict) {
    this.strict = strict;
  }

  /** True for an account that is locked, and where the logins before this one take too long. */
  @Override
  public boolean isTemporarilyDisabled(KeycloakSession session, RealmModel realm, UserModel user) {
    return strict.isTemporarilyDisabled(session, realm, user)
        && (isLocked(session, realm, user)
            || !comesToTurn(session, realm, user)
            || isLocked(session, realm, user));
  }

  /**
   * Whether wrong passwords have locked the account. Read in a session of its own, since the
   * request's own has read the failures before it waited; and without a login in it, which is what
   * Keycloak's protector looks for.
   */
  private boolean isLocked(KeycloakSession session, RealmModel realm, UserModel user) {
    return KeycloakModelUtils.runJobInTransactionWithResult(
        session.getKeycloakSessionFactory(),
        fresh -> {
          RealmModel same = fresh.realms().getRealm(realm.getId());
          fresh.getContext().setRealm(same);
          return strict.isTemporarilyDisabled(fresh, same, user);
        });
  }

  private boolean comesToTurn(KeycloakSession session, RealmModel realm, UserModel user) {
    if (!WAITING_ROOM.enter(user.getId())) {
      return false;
    }
    try {
      return waitsForTurn(session, realm, user);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      WAITING_ROOM.leave(user.getId());
    }
  }

  private boolean waitsForTurn(KeycloakSession session, RealmModel realm, UserModel user)
      throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    for (int look = 1; System.nanoTime() - deadline < 0; look++) {
      Thread.sleep(LOOK_AGAIN_AFTER);
      if (!strict.isTemporarilyDisabled(session, realm, user)) {
        return true;
      }
      if (look % LOOKS_AT_LOCK == 0 && isLocked(session, realm, user)) {
        return false;
      }
    }
    return false;
  }

  @Override
  public boolean isPermanentlyLockedOut(KeycloakSession session, RealmModel realm, UserModel user) {
    return strict.isPermanentlyLockedOut(session, realm, user);
  }

  @Override
  public void failedLogin(
      RealmModel realm,
      UserModel user,
      ClientConnection connection,
      UriInfo uri,
      Set<String> categories) {
    strict.failedLogin(realm, user, connection, uri, categories);
  }

  @Override
  public void successfulLogin(
      RealmModel realm,
      UserModel user,
      ClientConnection connection,
      UriInfo uri,
      Set<String> categories) {
    strict.successfulLogin(realm, user, connection, uri, categories);
  }

  @Override
  public void cleanUpPermanentLockout(KeycloakSession session, RealmModel realm, UserModel user) {
    strict.cleanUpPermanentLockout(session, realm, user);
  }

  @Override
  public void close() {
    strict.close();
  }
}
