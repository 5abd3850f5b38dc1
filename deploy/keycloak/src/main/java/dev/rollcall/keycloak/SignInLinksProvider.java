package dev.rollcall.keycloak;

import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.ext.AdminRealmResourceProvider;
import org.keycloak.services.resources.admin.ext.AdminRealmResourceProviderFactory;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/** Hangs {@link SignInLinks} into Keycloak's admin API, behind its authentication. */
public final class SignInLinksProvider
    implements AdminRealmResourceProvider, AdminRealmResourceProviderFactory {

  /** The path's last segment, under {@code /admin/realms/{realm}/}. */
  public static final String ID = "rollcall-sign-in";

  @Override
  public Object getResource(
      KeycloakSession session,
      RealmModel realm,
      AdminPermissionEvaluator auth,
      AdminEventBuilder adminEvent) {
    return new SignInLinks(session, realm, auth.adminAuth(), adminEvent);
  }

  @Override
  public AdminRealmResourceProvider create(KeycloakSession session) {
    return this;
  }

  @Override
  public String getId() {
    return ID;
  }

  @Override
  public void init(Config.Scope config) {}

  /** Also the place where an extension may watch the server; hence the guard on imports. */
  @Override
  public void postInit(KeycloakSessionFactory factory) {
    factory.register(new UnsetPlaceholders());
  }

  @Override
  public void close() {}
}
