package dev.rollcall.keycloak;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.keycloak.credential.CredentialModel;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserCredentialModel;
import org.keycloak.models.UserModel;
import org.keycloak.policy.PasswordPolicyManagerProvider;
import org.keycloak.policy.PolicyError;
import org.keycloak.representations.idm.OAuth2ErrorRepresentation;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;
import org.keycloak.theme.Theme;

/**
 * {@code POST /admin/realms/{realm}/rollcall-take-over}: gives an account that an earlier attempt
 * to join has left, or that was closed, to another attempt: names, password, open; all or nothing.
 *
 * <p>Every attempt writes its id to the account and names the one whom it has found there. So a
 * call that was on the way for too long finds another id than it expects, and changes nothing any
 * more (docs/adr/0032). Keycloak's rows of passwords have versions: of two calls at the very same
 * time one fails, and finds the other's id when it is repeated. The same attempt again is answered
 * as before, without a change.
 *
 * <p>Takes the role {@code manage-users}. 204; 400 with the password policy's reason; 404; 412
 * {@code stale_attempt}.
 */
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AccountTakeOver {

  /** The attribute that says which attempt an account belongs to. */
  static final String ATTEMPT = "joinAttempt";

  /** The attribute that says which invitation made an account. */
  static final String INVITATION = "invitationId";

  private static final String NOTE = "rollcall-take-over";

  private final KeycloakSession session;
  private final RealmModel realm;
  private final AdminPermissionEvaluator permissions;
  private final AdminEventBuilder adminEvent;

  AccountTakeOver(
      KeycloakSession session,
      RealmModel realm,
      AdminPermissionEvaluator permissions,
      AdminEventBuilder adminEvent) {
    this.session = session;
    this.realm = realm;
    this.permissions = permissions;
    this.adminEvent = adminEvent;
  }

  /** Takes the account over, or changes nothing. */
  @POST
  public Response takeOver(@Nullable TakeOverRequest request) {
    permissions.users().requireManage();
    if (request == null || !request.isComplete()) {
      return refusal(Status.BAD_REQUEST, "invalid_request", "A field is missing");
    }
    UserModel user = session.users().getUserById(realm, request.userId());
    if (user == null) {
      return refusal(Status.NOT_FOUND, "user_not_found", "No such person");
    }
    permissions.users().requireManage(user);
    return takeOver(user, request);
  }

  private Response takeOver(UserModel user, TakeOverRequest request) {
    // Writes before it reads: only then Keycloak reads past its cache.
    user.setFirstName(request.firstName());
    String current = user.getFirstAttribute(ATTEMPT);
    if (Objects.equals(current, request.attempt())) {
      return unchanged(Response.noContent().build());
    }
    if (!Objects.equals(current, request.expectedAttempt())
        || !isFirstAfterExpected(user, request)) {
      return unchanged(
          refusal(Status.PRECONDITION_FAILED, "stale_attempt", "Another attempt has the account"));
    }
    PolicyError weak =
        session
            .getProvider(PasswordPolicyManagerProvider.class)
            .validate(realm, user, request.password());
    return weak == null ? changed(user, request) : unchanged(refusal(weak));
  }

  private Response changed(UserModel user, TakeOverRequest request) {
    user.setLastName(request.lastName());
    user.setEmailVerified(true);
    user.setEnabled(true);
    user.setSingleAttribute(ATTEMPT, request.attempt());
    user.setSingleAttribute(INVITATION, request.invitationId());
    user.credentialManager().updateCredential(UserCredentialModel.password(request.password()));
    adminEvent
        .operation(OperationType.ACTION)
        .resource(ResourceType.USER)
        .resourcePath("users", user.getId(), AccountTakeOverProvider.ID)
        .success();
    return Response.noContent().build();
  }

  /**
   * Notes that this account was taken from the attempt that was expected, which happens once: the
   * note's primary key is made of that attempt, so that only one transaction can add it. Keycloak
   * has no lock for an account, but keys for the rows of its credentials. The note holds no secret,
   * signs nobody in, and stays as long as the account.
   */
  private static boolean isFirstAfterExpected(UserModel user, TakeOverRequest request) {
    String id =
        UUID.nameUUIDFromBytes(
                (user.getId() + "/" + request.expectedAttempt()).getBytes(StandardCharsets.UTF_8))
            .toString();
    if (user.credentialManager().getStoredCredentialById(id) != null) {
      return false;
    }
    var note = new CredentialModel();
    note.setId(id);
    note.setType(NOTE);
    note.setCredentialData("{}");
    note.setSecretData("{}");
    user.credentialManager().createStoredCredential(note);
    return true;
  }

  private Response unchanged(Response answer) {
    session.getTransactionManager().setRollbackOnly();
    return answer;
  }

  /** As Keycloak itself answers a password that its policy refuses. */
  private Response refusal(PolicyError weak) {
    String pattern = messages().getProperty(weak.getMessage(), weak.getMessage());
    return refusal(
        Status.BAD_REQUEST, weak.getMessage(), MessageFormat.format(pattern, weak.getParameters()));
  }

  private Properties messages() {
    try {
      return session.theme().getTheme(Theme.Type.ADMIN).getMessages(Locale.ENGLISH);
    } catch (IOException unreadable) {
      return new Properties();
    }
  }

  private static Response refusal(Status status, String code, String description) {
    return Response.status(status)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .entity(new OAuth2ErrorRepresentation(code, description))
        .build();
  }
}
