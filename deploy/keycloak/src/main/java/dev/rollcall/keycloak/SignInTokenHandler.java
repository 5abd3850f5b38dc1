package dev.rollcall.keycloak;

import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.authentication.actiontoken.ActionTokenContext;
import org.keycloak.authentication.actiontoken.ActionTokenHandler;
import org.keycloak.authentication.actiontoken.ActionTokenHandlerFactory;
import org.keycloak.authentication.actiontoken.ExplainedTokenVerificationException;
import org.keycloak.common.VerificationException;
import org.keycloak.events.Errors;
import org.keycloak.events.EventType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.utils.RedirectUtils;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.services.managers.AuthenticationManager.AuthResult;
import org.keycloak.services.messages.Messages;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Opens a sign-in link (INV-16): creates the single-sign-on session and goes on to the frontend,
 * whose ordinary code flow then finds it.
 *
 * <p>Keycloak has checked signature, issuer and expiry before any method here runs.
 */
public final class SignInTokenHandler
    implements ActionTokenHandler<SignInToken>, ActionTokenHandlerFactory<SignInToken> {

  /** Creates a session, but answers the redirect with neither code nor token. */
  private static final String RESPONSE_TYPE_NONE = "none";

  /** A login in progress is never joined: the link always starts its own. */
  @Override
  public @Nullable String getAuthenticationSessionIdFromToken(
      SignInToken token,
      ActionTokenContext<SignInToken> context,
      @Nullable AuthenticationSessionModel current) {
    return null;
  }

  @Override
  public boolean canUseTokenRepeatedly(SignInToken token, ActionTokenContext<SignInToken> context) {
    return false;
  }

  /**
   * Everything that can refuse the link is checked here already, although Keycloak repeats some of
   * it later: another person's session is ended here (later Keycloak would refuse the opening
   * because of it), and a link that is refused must sign nobody out.
   */
  @Override
  public AuthenticationSessionModel startFreshAuthenticationSession(
      SignInToken token, ActionTokenContext<SignInToken> context) throws VerificationException {
    KeycloakSession session = context.getSession();
    checkUnused(token, session);
    UserModel user = checkUser(token, context);
    String redirectUri = checkRedirect(token, context);
    endSessionOfAnother(user, context);

    AuthenticationSessionModel login =
        context.createAuthenticationSessionForClient(token.getIssuedFor());
    login.setRedirectUri(redirectUri);
    login.setClientNote(OIDCLoginProtocol.REDIRECT_URI_PARAM, redirectUri);
    login.setClientNote(OIDCLoginProtocol.RESPONSE_TYPE_PARAM, RESPONSE_TYPE_NONE);
    login.setClientNote(OIDCLoginProtocol.SCOPE_PARAM, "openid");
    return login;
  }

  /** Leaves through Keycloak's own exits only, since the token is revoked there, atomically. */
  @Override
  public Response handleToken(SignInToken token, ActionTokenContext<SignInToken> context) {
    KeycloakSession session = context.getSession();
    AuthenticationSessionModel login = context.getAuthenticationSession();
    String action =
        AuthenticationManager.nextRequiredAction(
            session, login, context.getRequest(), context.getEvent());
    if (action != null) {
      return AuthenticationManager.redirectToRequiredActions(
          session, context.getRealm(), login, context.getUriInfo(), action);
    }
    return AuthenticationManager.nextActionAfterAuthentication(
        session,
        login,
        context.getClientConnection(),
        context.getRequest(),
        context.getUriInfo(),
        context.getEvent());
  }

  private static void checkUnused(SignInToken token, KeycloakSession session)
      throws VerificationException {
    if (session.revokedTokens().contains(token.serializeKey())) {
      throw new ExplainedTokenVerificationException(
          token, Errors.EXPIRED_CODE, Messages.EXPIRED_ACTION);
    }
  }

  private static UserModel checkUser(SignInToken token, ActionTokenContext<SignInToken> context)
      throws VerificationException {
    UserModel user =
        context.getSession().users().getUserById(context.getRealm(), token.getUserId());
    if (user == null) {
      throw new ExplainedTokenVerificationException(
          token, Errors.USER_NOT_FOUND, Messages.INVALID_USER);
    }
    if (!user.isEnabled()) {
      throw new ExplainedTokenVerificationException(
          token, Errors.USER_DISABLED, Messages.ACCOUNT_DISABLED);
    }
    return user;
  }

  private static String checkRedirect(SignInToken token, ActionTokenContext<SignInToken> context)
      throws VerificationException {
    RealmModel realm = context.getRealm();
    ClientModel client =
        token.getIssuedFor() == null ? null : realm.getClientByClientId(token.getIssuedFor());
    if (client == null || !client.isEnabled()) {
      throw new ExplainedTokenVerificationException(
          token, Errors.CLIENT_NOT_FOUND, Messages.UNKNOWN_LOGIN_REQUESTER);
    }
    String redirectUri =
        RedirectUtils.verifyRedirectUri(context.getSession(), token.redirectUri(), client);
    if (redirectUri == null) {
      throw new ExplainedTokenVerificationException(
          token, Errors.INVALID_REDIRECT_URI, Messages.INVALID_REDIRECT_URI);
    }
    return redirectUri;
  }

  private static void endSessionOfAnother(UserModel user, ActionTokenContext<SignInToken> context) {
    KeycloakSession session = context.getSession();
    AuthResult signedIn =
        AuthenticationManager.authenticateIdentityCookie(session, context.getRealm(), true);
    if (signedIn == null) {
      return;
    }
    UserSessionModel theirs = signedIn.session();
    if (!user.equals(theirs.getUser())) {
      AuthenticationManager.backchannelLogout(session, theirs, true);
      // Looking at the cookie has made that session the request's.
      session.getContext().setUserSession(null);
    }
  }

  @Override
  public String getId() {
    return SignInToken.ACTION;
  }

  @Override
  public Class<SignInToken> getTokenClass() {
    return SignInToken.class;
  }

  @Override
  public EventType eventType() {
    return EventType.EXECUTE_ACTION_TOKEN;
  }

  @Override
  public String getDefaultEventError() {
    return Errors.NOT_ALLOWED;
  }

  @Override
  public String getDefaultErrorMessage() {
    return Messages.INVALID_CODE;
  }

  @Override
  public ActionTokenHandler<SignInToken> create(KeycloakSession session) {
    return this;
  }

  @Override
  public void init(Config.Scope config) {}

  @Override
  public void postInit(KeycloakSessionFactory factory) {}

  @Override
  public void close() {}
}
