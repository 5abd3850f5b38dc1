package dev.rollcall.keycloak;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.utils.RedirectUtils;
import org.keycloak.representations.idm.OAuth2ErrorRepresentation;
import org.keycloak.services.resources.LoginActionsService;
import org.keycloak.services.resources.admin.AdminAuth;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.urls.UrlType;

/**
 * {@code POST /admin/realms/{realm}/rollcall-sign-in}: mints the link that signs a person in who
 * has just joined (INV-16).
 *
 * <p>Only the service account of {@value #CALLER}, holding that client's role {@value #ROLE}, may
 * call it. Refusals are {@code {"error", "error_description"}}: 400 {@code invalid_request}, {@code
 * unknown_client}, {@code invalid_redirect_uri}; 403 {@code forbidden}; 404 {@code user_not_found};
 * 409 {@code user_disabled}, {@code user_too_old}.
 */
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class SignInLinks {

  /** The one client whose service account may ask. */
  static final String CALLER = "identity-service";

  /** The role, of that client, which its service account must hold as well. */
  static final String ROLE = "mint-sign-in-link";

  /** The link is followed at once, by the page that has just shown the form. */
  static final Duration LONGEST_LIFETIME = Duration.ofSeconds(60);

  /** Bounds what a stolen service account can do: never sign in as somebody who was here before. */
  static final Duration YOUNG = Duration.ofMinutes(15);

  private final KeycloakSession session;
  private final RealmModel realm;
  private final AdminAuth caller;
  private final AdminEventBuilder adminEvent;

  SignInLinks(
      KeycloakSession session, RealmModel realm, AdminAuth caller, AdminEventBuilder adminEvent) {
    this.session = session;
    this.realm = realm;
    this.caller = caller;
    this.adminEvent = adminEvent;
  }

  /** Whether somebody created at that instant (epoch milliseconds) has only just joined. */
  static boolean isYoung(@Nullable Long createdTimestamp) {
    return createdTimestamp != null
        && Time.currentTimeMillis() - createdTimestamp < YOUNG.toMillis();
  }

  /** Mints one link; every call gives a new one, and using one leaves the others alive. */
  @POST
  public Response mint(@Nullable SignInLinkRequest request) {
    if (!isEntitled()) {
      return refusal(Status.FORBIDDEN, "forbidden", "Not the account that may mint sign-in links");
    }
    if (request == null
        || request.userId() == null
        || request.clientId() == null
        || request.redirectUri() == null) {
      return refusal(
          Status.BAD_REQUEST, "invalid_request", "userId, clientId and redirectUri are required");
    }
    Integer seconds = request.lifetimeSeconds();
    if (seconds != null && (seconds < 1 || seconds > LONGEST_LIFETIME.toSeconds())) {
      return refusal(Status.BAD_REQUEST, "invalid_request", "lifetimeSeconds must be 1 to 60");
    }
    Duration lifetime = seconds == null ? LONGEST_LIFETIME : Duration.ofSeconds(seconds);
    return mint(request.userId(), request.clientId(), request.redirectUri(), lifetime);
  }

  private Response mint(String userId, String clientId, String redirectUri, Duration lifetime) {
    ClientModel client = realm.getClientByClientId(clientId);
    if (client == null || !client.isEnabled() || !client.isStandardFlowEnabled()) {
      return refusal(
          Status.BAD_REQUEST, "unknown_client", "No enabled client with the standard flow");
    }
    if (!isAbsolute(redirectUri)
        || RedirectUtils.verifyRedirectUri(session, redirectUri, client) == null) {
      return refusal(
          Status.BAD_REQUEST, "invalid_redirect_uri", "Not a redirect URI of that client");
    }
    UserModel user = session.users().getUserById(realm, userId);
    if (user == null || user.getServiceAccountClientLink() != null) {
      return refusal(Status.NOT_FOUND, "user_not_found", "No such person");
    }
    if (!user.isEnabled()) {
      return refusal(Status.CONFLICT, "user_disabled", "The person's login is disabled");
    }
    if (!isYoung(user.getCreatedTimestamp())) {
      return refusal(Status.CONFLICT, "user_too_old", "Only for a login created just now");
    }
    SignInLink link = link(user, client, redirectUri, lifetime);
    record(user);
    return Response.ok(link).header("Cache-Control", "no-store").build();
  }

  private SignInLink link(
      UserModel user, ClientModel client, String redirectUri, Duration lifetime) {
    Instant expiresAt =
        Instant.ofEpochMilli(Time.currentTimeMillis())
            .truncatedTo(ChronoUnit.SECONDS)
            .plus(lifetime);
    // The link and its issuer are the frontend's, whichever host this call came in on.
    UriInfo frontend = session.getContext().getUri(UrlType.FRONTEND);
    String token =
        new SignInToken(user.getId(), client.getClientId(), redirectUri, expiresAt)
            .serialize(session, realm, frontend);
    URI url =
        LoginActionsService.loginActionsBaseUrl(frontend)
            .path(LoginActionsService.class, "executeActionToken")
            .queryParam(Constants.KEY, token)
            // Only so that the page that refuses a dead link can point back to the frontend.
            .queryParam(Constants.CLIENT_ID, client.getClientId())
            .build(realm.getName());
    return new SignInLink(url.toString(), expiresAt.toString());
  }

  private void record(UserModel user) {
    adminEvent
        .operation(OperationType.ACTION)
        .resource(ResourceType.USER)
        .resourcePath("users", user.getId(), "rollcall-sign-in")
        .success();
  }

  private boolean isEntitled() {
    ClientModel client = caller.getClient();
    return realm.equals(caller.getRealm())
        && client != null
        && CALLER.equals(client.getClientId())
        && client.getId().equals(caller.getUser().getServiceAccountClientLink())
        && caller.hasAppRole(client, ROLE);
  }

  private static boolean isAbsolute(String uri) {
    return uri.startsWith("https://") || uri.startsWith("http://");
  }

  private static Response refusal(Status status, String code, String description) {
    return Response.status(status)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .entity(new OAuth2ErrorRepresentation(code, description))
        .build();
  }
}
