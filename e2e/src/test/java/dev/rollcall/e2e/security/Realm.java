package dev.rollcall.e2e.security;

import dev.rollcall.e2e.Suite;
import dev.rollcall.local.story.Api;
import java.util.List;
import java.util.Map;

/** The realm as its administrator arranges it: persons without a company, clients of others. */
final class Realm {

  private final Suite suite;
  private final Api keycloak;

  private Realm(Suite suite, Api keycloak) {
    this.suite = suite;
    this.keycloak = keycloak;
  }

  static Realm of(Suite suite) {
    return new Realm(suite, suite.keycloakAdmin());
  }

  /** Makes a login whose e-mail is verified and that is in no company. */
  void register(String email, String password) {
    suite.secrets().password(password);
    keycloak
        .post(
            "/auth/admin/realms/rollcall/users",
            Map.of(
                "username",
                email,
                "email",
                email,
                "emailVerified",
                true,
                "firstName",
                "Sam",
                "lastName",
                "Stranger",
                "enabled",
                true,
                "credentials",
                List.of(Map.of("type", "password", "value", password, "temporary", false))))
        .expect(201);
  }

  /**
   * Makes a public client for direct grants.
   *
   * @param audience whom its tokens are for
   * @param seconds how long they live
   */
  void addClient(String id, String audience, int seconds) {
    keycloak
        .post(
            "/auth/admin/realms/rollcall/clients",
            Map.of(
                "clientId",
                id,
                "publicClient",
                true,
                "standardFlowEnabled",
                false,
                "directAccessGrantsEnabled",
                true,
                "attributes",
                Map.of("access.token.lifespan", Integer.toString(seconds)),
                "protocolMappers",
                List.of(
                    Map.of(
                        "name",
                        "audience",
                        "protocol",
                        "openid-connect",
                        "protocolMapper",
                        "oidc-audience-mapper",
                        "config",
                        Map.of(
                            "included.custom.audience",
                            audience,
                            "access.token.claim",
                            "true",
                            "id.token.claim",
                            "false")))))
        .expect(201);
  }

  /** The realm's public key, as it publishes it. */
  String publicKey() {
    return keycloak.get("/auth/realms/rollcall").expect(200).text("public_key");
  }
}
