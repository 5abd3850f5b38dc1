package dev.rollcall.local.stack;

import dev.rollcall.local.gateway.Rotation;
import dev.rollcall.platform.test.server.Databases;
import dev.rollcall.platform.test.server.Ports;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What each service is told about this machine; all else is its own default for the profile {@code
 * demo}.
 */
final class ServiceSettings {

  private static final String BOUNCE_MAILBOX = "bounce@rollcall.test";

  private final PortPlan ports;
  private final Secrets secrets;

  ServiceSettings(PortPlan ports, Secrets secrets) {
    this.ports = ports;
    this.secrets = secrets;
  }

  /** The issuer in every token, and the address at which browsers and scripts sign in. */
  static String issuer(PortPlan ports) {
    return "http://localhost:" + ports.gateway() + "/auth/realms/rollcall";
  }

  /**
   * What a service is told.
   *
   * @param properties system properties, in everybody's sight
   * @param environment secrets, as variables of the environment, which other users can't read
   */
  record Told(Map<String, String> properties, Map<String, String> environment) {}

  /** The settings of a replica. */
  Told of(ServiceReplica replica) {
    String service = replica.service();
    Map<String, String> settings = new TreeMap<>();
    settings.put("quarkus.profile", "demo");
    settings.put("rollcall.clock.adjustable", "true");
    settings.put("quarkus.http.host", Ports.HOST);
    settings.put("quarkus.http.port", Integer.toString(ports.service(replica)));
    // With several, a connection of the pool mostly belongs to another than the request: each
    // statement crosses threads twice. Four services share two cores here.
    settings.put("quarkus.vertx.event-loops-pool-size", "1");
    addStopping(settings);
    settings.put("quarkus.log.console.json.enabled", "false");
    addDatabase(settings, service);
    settings.put("kafka.bootstrap.servers", Ports.HOST + ":" + ports.kafka());
    addSigningIn(settings, service);
    settings.put("rollcall.access.identity-url", address("identity"));
    settings.put("rollcall.web.secret", secrets.get(service + ".web"));
    switch (service) {
      case "identity" -> addIdentity(settings);
      case "invitation" -> addInvitation(settings);
      default -> {}
    }
    Map<String, String> environment = new HashMap<>();
    for (String secret : settings.keySet().stream().filter(ServiceSettings::isSecret).toList()) {
      environment.put(variable(secret), settings.get(secret));
    }
    settings.keySet().removeIf(ServiceSettings::isSecret);
    return new Told(settings, environment);
  }

  private void addStopping(Map<String, String> settings) {
    if (ports.replicas() == 1) {
      // What nobody waits for may end at once: Ctrl-C is to be quick.
      settings.put("quarkus.shutdown.delay", "0S");
      settings.put("quarkus.shutdown.timeout", "3S");
      settings.put("rollcall.messaging.drain", "3s");
    } else {
      // Long enough for the rotation to notice, even on a machine that is busy.
      settings.put("quarkus.shutdown.delay", Rotation.EVERY.multipliedBy(4).toString());
    }
  }

  private void addDatabase(Map<String, String> settings, String service) {
    String server = Ports.HOST + ":" + ports.postgres() + "/" + service;
    settings.put("quarkus.datasource.reactive.url", "postgresql://" + server);
    settings.put("quarkus.datasource.jdbc.url", "jdbc:postgresql://" + server);
    settings.put("quarkus.datasource.username", Databases.app(service));
    settings.put("quarkus.datasource.password", Databases.password(Databases.app(service)));
    settings.put("quarkus.flyway.username", Databases.owner(service));
    settings.put("quarkus.flyway.password", Databases.password(Databases.owner(service)));
  }

  /**
   * Keys and tokens come from Keycloak directly, so that a service needs no gateway; the issuer is
   * the gateway's all the same.
   */
  private void addSigningIn(Map<String, String> settings, String service) {
    String realm = keycloak() + "/realms/rollcall";
    settings.put("quarkus.oidc.auth-server-url", realm);
    settings.put("quarkus.oidc.token.issuer", issuer(ports));
    // Without discovery a service starts while Keycloak is still starting.
    settings.put("quarkus.oidc.discovery-enabled", "false");
    settings.put("quarkus.oidc.jwks-path", "/protocol/openid-connect/certs");
    settings.put("quarkus.oidc.jwks.resolve-early", "false");
    settings.put("quarkus.oidc-client.discovery-enabled", "false");
    settings.put("quarkus.oidc-client.token-path", "/protocol/openid-connect/token");
    settings.put("quarkus.oidc-client.auth-server-url", realm);
    settings.put("quarkus.oidc-client.client-id", service + "-service");
    settings.put("quarkus.oidc-client.credentials.secret", clientSecret(service));
  }

  private void addIdentity(Map<String, String> settings) {
    settings.put("rollcall.keycloak.url", keycloak());
    settings.put("rollcall.keycloak.secret", clientSecret("identity"));
    settings.put("rollcall.keycloak.drift-secret", "identity-drift-demo");
    settings.put("quarkus.keycloak.admin-client.server-url", keycloak());
    settings.put("quarkus.keycloak.admin-client.client-secret", clientSecret("identity"));
    settings.put("rollcall.identity.frontend-url", frontend());
    for (String other : List.of("billing", "numbering", "invitation")) {
      settings.put("rollcall.identity." + other + "-url", address(other));
    }
  }

  private void addInvitation(Map<String, String> settings) {
    settings.put("quarkus.mailer.mock", "false");
    settings.put("quarkus.mailer.host", Ports.HOST);
    settings.put("quarkus.mailer.port", Integer.toString(ports.smtp()));
    settings.put("quarkus.mailer.start-tls", "DISABLED");
    settings.put("rollcall.invitation.frontend-url", frontend());
    settings.put("rollcall.invitation.keys.seal", secrets.get("invitation.seal"));
    settings.put("rollcall.invitation.keys.recipient", secrets.get("invitation.recipient"));
    settings.put("rollcall.invitation.keys.code", secrets.get("invitation.code"));
    addBounceMailbox(settings);
  }

  /** The mail server takes every password. */
  private void addBounceMailbox(Map<String, String> settings) {
    String bounces = "rollcall.invitation.bounces.";
    settings.put(bounces + "address", BOUNCE_MAILBOX);
    settings.put(bounces + "every", "2s");
    settings.put(bounces + "imap.host", Ports.HOST);
    settings.put(bounces + "imap.port", Integer.toString(ports.imap()));
    settings.put(bounces + "imap.tls", "false");
    settings.put(bounces + "imap.user", BOUNCE_MAILBOX);
    settings.put(bounces + "imap.password", BOUNCE_MAILBOX);
  }

  private String address(String service) {
    return "http://" + Ports.HOST + ":" + ports.address(service);
  }

  private String keycloak() {
    return "http://" + Ports.HOST + ":" + ports.keycloak() + "/auth";
  }

  private String frontend() {
    return "http://localhost:" + ports.gateway();
  }

  /** As the demo realm has them (deploy/keycloak). */
  private static String clientSecret(String service) {
    return service + "-service-demo";
  }

  private static boolean isSecret(String key) {
    return key.endsWith("password") || key.endsWith("secret") || key.contains(".keys.");
  }

  private static String variable(String key) {
    return key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }
}
