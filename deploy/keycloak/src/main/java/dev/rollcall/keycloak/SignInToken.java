package dev.rollcall.keycloak;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keycloak.authentication.actiontoken.DefaultActionToken;

/**
 * The signed content of a sign-in link: whom to sign in, for which client, and where to go next.
 * Valid for at most {@link SignInLinks#LONGEST_LIFETIME}; good for one opening.
 */
public final class SignInToken extends DefaultActionToken {

  /** The action's name; also the id under which Keycloak finds the handler. */
  public static final String ACTION = "rollcall-sign-in";

  @JsonProperty("redirect")
  private @Nullable String redirectUri;

  /** For Jackson. */
  @SuppressWarnings("unused")
  private SignInToken() {}

  /**
   * A token that has still to be signed.
   *
   * @param userId Keycloak's id of the person
   * @param clientId the frontend's client, which the redirect belongs to
   * @param redirectUri where the browser goes once the session exists
   * @param expiresAt whole seconds; the first instant at which the link is dead
   */
  public SignInToken(String userId, String clientId, String redirectUri, Instant expiresAt) {
    // Keycloak takes a token during the very second of its expiry still; without a nonce given, it
    // draws a random one.
    super(userId, ACTION, Math.toIntExact(expiresAt.getEpochSecond() - 1), null);
    this.issuedFor = clientId;
    this.redirectUri = redirectUri;
  }

  /** Where the browser goes once the session exists; null only in a token that we didn't mint. */
  public @Nullable String redirectUri() {
    return redirectUri;
  }
}
