package dev.rollcall.identity.keycloak;

import dev.rollcall.identity.config.IdentityConfig;
import dev.rollcall.identity.keycloak.TakeOverApi.TakeOver;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.text.EmailAddress;
import dev.rollcall.platform.web.problem.RefusalException;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.keycloak.OAuth2Constants;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.KeycloakBuilder;
import org.keycloak.admin.client.resource.UserResource;
import org.keycloak.admin.client.resource.UsersResource;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/**
 * The accounts in Keycloak, through its admin client. That blocks, so every call runs on a worker
 * and answers on the context it came from. Each may be repeated, and is when Keycloak fails ({@link
 * KeycloakRetry}); Keycloak away → 503 with Retry-After.
 */
@ApplicationScoped
public class Accounts {

  /** The account attribute that names the invitation which made it; makes joining repeatable. */
  static final String INVITATION_ID = "invitationId";

  /** The account attribute that names the attempt to join whose the account is. */
  static final String ATTEMPT = "joinAttempt";

  private static final Refusal AWAY =
      Refusal.unavailable(
          "LOGIN_UNAVAILABLE",
          "The sign-in server does not answer at the moment; try again.",
          Duration.ofSeconds(2));

  /**
   * An account.
   *
   * @param emailKey the address, folded; empty where it has none
   * @param invitationId which invitation made it or took it over; empty for another
   * @param attempt which attempt to join made it or took it over last; empty for none
   * @param createdAt Keycloak's time; now where it doesn't say
   */
  public record Account(
      UUID personId,
      String emailKey,
      boolean emailVerified,
      boolean enabled,
      Optional<String> invitationId,
      Optional<String> attempt,
      Instant createdAt) {

    /** INV-15: whether this login has proved that it owns the address. */
    public boolean hasProved(String email) {
      return emailVerified && emailKey.equals(EmailAddress.keyOf(email));
    }
  }

  /**
   * A new login, as an accepted invitation asks for it. Never printed: it holds the password.
   *
   * @param attempt of this acceptance and no other; a repetition of it has the same
   */
  public record NewLogin(
      UUID invitationId,
      UUID attempt,
      String email,
      String firstName,
      String lastName,
      String password) {

    @Override
    public String toString() {
      return "NewLogin[" + invitationId + "]";
    }
  }

  private final Vertx vertx;
  private final Keycloak keycloak;
  private final String realm;
  private final KeycloakRetry retry;
  private final TakeOverApi takeOvers;

  Accounts(Vertx vertx, IdentityConfig config, KeycloakRetry retry) {
    this.vertx = vertx;
    this.retry = retry;
    this.realm = config.realm();
    this.keycloak = connect(config);
    this.takeOvers = keycloak.proxy(TakeOverApi.class, URI.create(config.keycloak().url()));
  }

  /** One for all: the extension's own bean lives as long as a request and signs in for each. */
  private static Keycloak connect(IdentityConfig config) {
    return KeycloakBuilder.builder()
        .serverUrl(config.keycloak().url())
        .realm(config.realm())
        .grantType(OAuth2Constants.CLIENT_CREDENTIALS)
        .clientId(config.keycloak().client())
        .clientSecret(config.keycloak().secret())
        .build();
  }

  void close(@Observes ShutdownEvent event) {
    keycloak.close();
  }

  /** The account of that person. */
  public Uni<Optional<Account>> find(UUID personId) {
    return blocking(() -> account(personId).map(Accounts::of));
  }

  /** The account that was made for that invitation. */
  public Uni<Optional<Account>> findByInvitation(UUID invitationId) {
    return blocking(() -> byInvitation(invitationId).map(Accounts::of));
  }

  /** The account with that address. */
  public Uni<Optional<Account>> findByEmail(String email) {
    return blocking(() -> byEmail(email).map(Accounts::of));
  }

  /** When the account last got a password; long ago where it has none, or is gone. */
  public Uni<Instant> passwordSetAt(UUID personId) {
    return blocking(() -> passwordSetAtNow(personId));
  }

  /** How taking over an account ended, where nothing was wrong with what was asked. */
  public enum TakenOver {
    /** It is the attempt's. */
    DONE,
    /** It was another attempt's by then, or gone: look again. */
    STALE
  }

  /**
   * Makes the account with its password, in one call. Somebody else was quicker with the address →
   * empty. What Keycloak refuses of it → 422 that points at the field ({@link AccountProblems}).
   */
  public Uni<Outcome<Optional<UUID>>> create(NewLogin login) {
    return blocking(() -> createNow(login));
  }

  /**
   * Gives an account, as it was found, to the attempt: names, attributes, password, enabled, or
   * nothing of it where it was another attempt's meanwhile. A weak password → 422.
   */
  public Uni<Outcome<TakenOver>> takeOver(Account account, NewLogin login) {
    return blocking(() -> takeOverNow(account, login));
  }

  /** Opens or closes the account; closing also ends its sessions. A missing one is left missing. */
  public Uni<Void> setEnabled(UUID personId, boolean enabled) {
    return blocking(() -> setEnabledNow(personId, enabled)).replaceWithVoid();
  }

  /** Deletes an account that proves nothing and holds nothing. */
  public Uni<Void> delete(UUID personId) {
    return blocking(() -> deleteNow(personId)).replaceWithVoid();
  }

  private Instant passwordSetAtNow(UUID personId) {
    try {
      return users().get(personId.toString()).credentials().stream()
          .filter(credential -> CredentialRepresentation.PASSWORD.equals(credential.getType()))
          .map(credential -> Instant.ofEpochMilli(credential.getCreatedDate()))
          .max(Comparator.naturalOrder())
          .orElse(Instant.EPOCH);
    } catch (NotFoundException gone) {
      return Instant.EPOCH;
    }
  }

  /** Another call of the same joining may have deleted it before. */
  private boolean deleteNow(UUID personId) {
    try (Response response = users().delete(personId.toString())) {
      return switch (response.getStatus()) {
        case 204 -> true;
        case 404 -> false;
        default -> throw new WebApplicationException(response);
      };
    }
  }

  /** Only that one field is sent, so that a change of another field meanwhile is not undone. */
  private boolean setEnabledNow(UUID personId, boolean enabled) {
    Optional<UserRepresentation> found = account(personId);
    if (found.isEmpty()) {
      return false;
    }
    UserResource resource = users().get(personId.toString());
    if (Boolean.TRUE.equals(found.get().isEnabled()) != enabled) {
      var change = new UserRepresentation();
      change.setEnabled(enabled);
      resource.update(change);
    }
    if (!enabled) {
      resource.logout();
    }
    return true;
  }

  private Outcome<Optional<UUID>> createNow(NewLogin login) {
    var account = new UserRepresentation();
    account.setUsername(EmailAddress.keyOf(login.email()));
    account.setEmail(EmailAddress.keyOf(login.email()));
    account.setCredentials(List.of(password(login)));
    fill(account, login);
    try (Response response = users().create(account)) {
      return switch (response.getStatus()) {
        case 201 -> Outcome.done(Optional.of(idIn(response)));
        case 409 -> Outcome.done(Optional.empty());
        case 400 -> Outcome.refused(refusalIn(response));
        default -> throw new WebApplicationException(response);
      };
    }
  }

  private Outcome<TakenOver> takeOverNow(Account account, NewLogin login) {
    var wanted =
        new TakeOver(
            account.personId(),
            account.attempt().orElse(null),
            login.attempt().toString(),
            login.invitationId(),
            login.firstName(),
            login.lastName(),
            login.password());
    try (Response response = takeOvers.takeOver(realm, wanted)) {
      return takenOver(response);
    } catch (WebApplicationException e) {
      return takenOver(e.getResponse());
    }
  }

  private static Outcome<TakenOver> takenOver(Response response) {
    return switch (response.getStatus()) {
      case 204 -> Outcome.done(TakenOver.DONE);
      case 404, 412 -> Outcome.done(TakenOver.STALE);
      case 400 -> Outcome.refused(refusalIn(response));
      default -> throw new WebApplicationException(response);
    };
  }

  /** Accepting by the mailed link proves the mailbox, so the address is verified. */
  private static void fill(UserRepresentation account, NewLogin login) {
    account.setFirstName(login.firstName());
    account.setLastName(login.lastName());
    account.setEmailVerified(true);
    account.setEnabled(true);
    account.singleAttribute(INVITATION_ID, login.invitationId().toString());
    account.singleAttribute(ATTEMPT, login.attempt().toString());
  }

  private static CredentialRepresentation password(NewLogin login) {
    var credential = new CredentialRepresentation();
    credential.setType(CredentialRepresentation.PASSWORD);
    credential.setValue(login.password());
    credential.setTemporary(false);
    return credential;
  }

  private static UUID idIn(Response response) {
    String path = response.getLocation().getPath();
    return UUID.fromString(path.substring(path.lastIndexOf('/') + 1));
  }

  private static Refusal refusalIn(Response response) {
    return AccountProblems.refusal(response.hasEntity() ? response.readEntity(String.class) : null);
  }

  private Optional<UserRepresentation> account(UUID personId) {
    try {
      return Optional.of(users().get(personId.toString()).toRepresentation());
    } catch (WebApplicationException e) {
      if (e.getResponse().getStatus() == 404) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private Optional<UserRepresentation> byInvitation(UUID invitationId) {
    return users().searchByAttributes(INVITATION_ID + ":" + invitationId).stream()
        .filter(account -> invitationOf(account).equals(Optional.of(invitationId.toString())))
        .findFirst();
  }

  /** Accounts made here have the ASCII form; who registered alone may have typed the other one. */
  private Optional<UserRepresentation> byEmail(String email) {
    String unicode =
        EmailAddress.read(email).map(EmailAddress::unicodeKey).orElse(EmailAddress.keyOf(email));
    return Stream.of(EmailAddress.keyOf(email), unicode)
        .distinct()
        .flatMap(form -> users().searchByEmail(form, true).stream())
        .findFirst();
  }

  private UsersResource users() {
    return keycloak.realm(realm).users();
  }

  private static Account of(UserRepresentation account) {
    return new Account(
        UUID.fromString(account.getId()),
        account.getEmail() == null ? "" : EmailAddress.keyOf(account.getEmail()),
        Boolean.TRUE.equals(account.isEmailVerified()),
        Boolean.TRUE.equals(account.isEnabled()),
        invitationOf(account),
        first(account, ATTEMPT),
        createdAt(account));
  }

  private static Instant createdAt(UserRepresentation account) {
    Long millis = account.getCreatedTimestamp();
    return millis == null ? Instant.now() : Instant.ofEpochMilli(millis);
  }

  private static Optional<String> invitationOf(UserRepresentation account) {
    return first(account, INVITATION_ID);
  }

  private static Optional<String> first(UserRepresentation account, String attribute) {
    Map<String, List<String>> attributes = account.getAttributes();
    return attributes == null
        ? Optional.empty()
        : attributes.getOrDefault(attribute, List.of()).stream().findFirst();
  }

  private <T> Uni<T> blocking(Callable<T> call) {
    return retry
        .untilAnswered(() -> onWorker(call))
        .onFailure(KeycloakRetry::mayPass)
        .transform(away -> new RefusalException(AWAY));
  }

  private <T> Uni<T> onWorker(Callable<T> call) {
    return Uni.createFrom()
        .completionStage(() -> vertx.executeBlocking(call, false).toCompletionStage());
  }
}
