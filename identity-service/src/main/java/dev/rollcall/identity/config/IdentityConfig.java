package dev.rollcall.identity.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** What can be set in identity-service, with the defaults of PRODUCT.md. */
@ConfigMapping(prefix = "rollcall.identity")
public interface IdentityConfig {

  /** How long a deleted user can be restored (USR-5). */
  @WithDefault("PT72H")
  Duration restoreWindow();

  /** How long an invitation's link lives in a new company (INV-8); 1 h to 30 d. */
  @WithDefault("PT24H")
  Duration invitationLinkLifetime();

  /** The frontend's address, where people sign in and land after joining. */
  @WithDefault("http://localhost:8080/")
  URI frontendUrl();

  /** The Keycloak client that the frontend signs in with. */
  @WithDefault("console")
  String frontendClient();

  /** The realm of people, at the same Keycloak that the admin client talks to. */
  @WithDefault("rollcall")
  String realm();

  /** How this service signs in at Keycloak to keep the accounts. */
  KeycloakAccess keycloak();

  /** This service's own account at Keycloak. */
  interface KeycloakAccess {

    /** Keycloak's address inside the cluster, {@code /auth} included. */
    String url();

    /** The client. */
    @WithDefault("identity-service")
    String client();

    /** The client's secret. */
    String secret();
  }
}
