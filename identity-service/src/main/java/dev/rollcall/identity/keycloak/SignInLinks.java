package dev.rollcall.identity.keycloak;

import dev.rollcall.identity.config.IdentityConfig;
import dev.rollcall.identity.keycloak.SignInApi.Link;
import dev.rollcall.identity.keycloak.SignInApi.LinkRequest;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response.Status;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Where somebody who has just joined goes on to (INV-16). */
@ApplicationScoped
public class SignInLinks {

  /**
   * Where to sign in next. A secret while it works: opening the link signs the person in.
   *
   * @param expiresAt null for the ordinary sign-in page, which asks for the password
   */
  public record SignIn(String url, @Nullable Instant expiresAt) {

    @Override
    public String toString() {
      return "SignIn[until " + expiresAt + "]";
    }
  }

  private static final Logger LOG = Logger.getLogger(SignInLinks.class);

  private final SignInApi api;
  private final IdentityConfig config;
  private final KeycloakRetry retry;

  SignInLinks(@RestClient SignInApi api, IdentityConfig config, KeycloakRetry retry) {
    this.api = api;
    this.config = config;
    this.retry = retry;
  }

  /**
   * A link that signs the person in once, without the password. Where none can be had, the ordinary
   * sign-in: the person has joined, whatever the link does.
   */
  public Uni<SignIn> linkFor(UUID personId) {
    var wanted = new LinkRequest(personId, config.frontendClient(), welcome());
    return retry
        .untilAnswered(() -> mint(wanted))
        .chain(minted -> minted.map(SignInLinks::signIn).orElseGet(this::ordinary))
        .onFailure()
        .invoke(failure -> LOG.warnf("No sign-in link for person %s: %s", personId, failure))
        .onFailure()
        .recoverWithUni(this::ordinary);
  }

  /** Empty for a login that gets none: an older one's, or one that was closed meanwhile. */
  private Uni<Optional<Link>> mint(LinkRequest wanted) {
    return api.mint(config.realm(), wanted)
        .map(Optional::of)
        .onFailure(SignInLinks::isRefused)
        .recoverWithItem(Optional.empty());
  }

  /** A conflict here is no meeting of two writes, so it doesn't pass. */
  private static boolean isRefused(Throwable failure) {
    return failure instanceof WebApplicationException answer
        && answer.getResponse().getStatus() == Status.CONFLICT.getStatusCode();
  }

  private static Uni<SignIn> signIn(Link link) {
    return Uni.createFrom().item(new SignIn(link.url(), link.expiresAt()));
  }

  /** The frontend's page, which asks for the password unless there is a session. */
  public Uni<SignIn> ordinary() {
    return Uni.createFrom().item(() -> new SignIn(welcome(), null));
  }

  private String welcome() {
    return config.frontendUrl().resolve(config.welcomePath()).toString();
  }
}
