package dev.rollcall.keycloak;

import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.authentication.AuthenticationProcessor;
import org.keycloak.authentication.actiontoken.ActionTokenContext;
import org.keycloak.authentication.actiontoken.ActionTokenHandler;
import org.keycloak.authentication.actiontoken.ActionTokenHandlerFactory;
import org.keycloak.authentication.actiontoken.ExplainedTokenVerificationException;
import org.keycloak.common.VerificationException;
import org.keycloak.events.Errors;
import org.keycloak.events.EventType;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.utils.RedirectUtils;
import org.keycloak.services.Urls;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.services.managers.AuthenticationManager.AuthResult;
import org.keycloak.services.messages.Messages;
import org.keycloak.services.resources.LoginActionsServiceException;
import org.keycloak.sessions.AuthenticationSessionCompoundId;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Opens a sign-in link (INV-16): creates the single-sign-on session and goes on to the frontend,
 * whose ordinary code flow then finds it. Signs in at once only where the browser came from the
 * page that accepted; elsewhere it asks first (docs/adr/0032), because somebody else may have put
 * the link there to have people work in an account that isn't theirs.
 *
 * <p>Keycloak has checked signature, issuer and expiry before any method here runs.
 */
public final class SignInTokenHandler
    implements ActionTokenHandler<SignInToken>, ActionTokenHandlerFactory<SignInToken> {

  /** Creates a session, but answers the redirect with neither code nor token. */
  private static final String RESPONSE_TYPE_NONE = "none";

  /** A text of this extension's {@code theme-resources}; takes the account's name. */
  private static final String CONFIRMATION = "rollcallConfirmSignIn";

  /**
   * A login in progress is never joined: the link always starts its own. Only the way on from the
   * page that has asked goes on with the login of that page, which the browser's cookie must know;
   * it is here that the session of another person ends then, since Keycloak refuses to sign in
   * beside it and asks no later method before it does.
   */
  @Override
  public @Nullable String getAuthenticationSessionIdFromToken(
      SignInToken token,
      ActionTokenContext<SignInToken> context,
      @Nullable AuthenticationSessionModel current) {
    String asked = token.getCompoundAuthenticationSessionId();
    if (asked != null && current != null && asked.equals(id(current))) {
      agreed(token, context);
    }
    return asked;
  }

  private static void agreed(SignInToken token, ActionTokenContext<SignInToken> context) {
    try {
      checkUnused(token, context.getSession());
      endSessionOfAnother(checkUser(token, context), context);
    } catch (VerificationException refusedSoon) {
      // By Keycloak, which checks the same; and a link that is refused signs nobody out.
    }
  }

  private static String id(AuthenticationSessionModel login) {
    return AuthenticationSessionCompoundId.fromAuthSession(login).getEncodedId();
  }

  @Override
  public boolean canUseTokenRepeatedly(SignInToken token, ActionTokenContext<SignInToken> context) {
    return false;
  }

  /**
   * Everything that can refuse the link is checked here already, although Keycloak repeats some of
   * it later: nobody is asked about a link, or signed out for one, that is refused then.
   */
  @Override
  public AuthenticationSessionModel startFreshAuthenticationSession(
      SignInToken token, ActionTokenContext<SignInToken> context) throws VerificationException {
    checkUnused(token, context.getSession());
    UserModel user = checkUser(token, context);
    String redirectUri = checkRedirect(token, context);

    AuthenticationSessionModel login =
        context.createAuthenticationSessionForClient(token.getIssuedFor());
    login.setRedirectUri(redirectUri);
    login.setClientNote(OIDCLoginProtocol.REDIRECT_URI_PARAM, redirectUri);
    login.setClientNote(OIDCLoginProtocol.RESPONSE_TYPE_PARAM, RESPONSE_TYPE_NONE);
    login.setClientNote(OIDCLoginProtocol.SCOPE_PARAM, "openid");
    if (mustAsk(user, context)) {
      throw new LoginActionsServiceException(question(user, token, login, context));
    }
    endSessionOfAnother(user, context);
    return login;
  }

  private static boolean mustAsk(UserModel user, ActionTokenContext<SignInToken> context) {
    Optional<UserSessionModel> before = sessionInBrowser(context);
    boolean another = before.filter(theirs -> !user.equals(theirs.getUser())).isPresent();
    return Opening.of(context.getRequest()).asks(before.isPresent(), another);
  }

  /** A page that names the account; its way on works in this browser only, and once. */
  private static Response question(
      UserModel user,
      SignInToken token,
      AuthenticationSessionModel login,
      ActionTokenContext<SignInToken> context) {
    KeycloakSession session = context.getSession();
    token.setCompoundAuthenticationSessionId(id(login));
    String wayOn =
        Urls.actionTokenBuilder(
                context.getUriInfo().getBaseUri(),
                token.serialize(session, context.getRealm(), context.getUriInfo()),
                login.getClient().getClientId(),
                login.getTabId(),
                AuthenticationProcessor.getClientData(session, login))
            .build(context.getRealm().getName())
            .toString();
    session.getContext().setClient(login.getClient());
    return session
        .getProvider(LoginFormsProvider.class)
        .setAuthenticationSession(login)
        .setSuccess(CONFIRMATION, user.getUsername())
        .setAttribute(Constants.TEMPLATE_ATTR_ACTION_URI, wayOn)
        .createInfoPage();
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

  private static Optional<UserSessionModel> sessionInBrowser(
      ActionTokenContext<SignInToken> context) {
    KeycloakSession session = context.getSession();
    AuthResult signedIn =
        AuthenticationManager.authenticateIdentityCookie(session, context.getRealm(), true);
    // Looking at the cookie makes that session the request's.
    session.getContext().setUserSession(null);
    return Optional.ofNullable(signedIn).map(AuthResult::session);
  }

  private static void endSessionOfAnother(UserModel user, ActionTokenContext<SignInToken> context) {
    sessionInBrowser(context)
        .filter(theirs -> !user.equals(theirs.getUser()))
        .ifPresent(theirs -> end(theirs, context));
  }

  private static void end(UserSessionModel theirs, ActionTokenContext<SignInToken> context) {
    AuthenticationManager.backchannelLogout(context.getSession(), theirs, true);
    context.getSession().getContext().setUserSession(null);
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
