package dev.rollcall.platform.web.start;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;

/**
 * Whether what leaves a service in production is encrypted, and whom it leaves for is checked.
 * Reads the settings that the clients themselves read, so that none is told twice.
 */
@ApplicationScoped
class ProductionTransport {

  private static final String REACTIVE = "quarkus.datasource.reactive";
  private static final String MAILER = "quarkus.mailer";

  private static final Set<String> ENCRYPTED_DATABASE =
      Set.of("require", "verify-ca", "verify-full");

  /** What Kafka calls TLS, without and with a password beside it. */
  private static final Set<String> ENCRYPTED_KAFKA = Set.of("ssl", "sasl_ssl");

  /** What settings of trust say when every certificate, or any name in it, will do. */
  private static final Set<String> UNCHECKED =
      Set.of("true", "none", "certificate-validation", "certificate_validation");

  /** A domain that is never in DNS (RFC 6761). */
  private static final Pattern DEMO_SENDER = Pattern.compile("\\.test>?\\s*$");

  private static final Pattern SSL_MODE = Pattern.compile("[?&]sslmode=([^&]+)");

  private final StartSettings start;
  private final Config config;

  ProductionTransport(StartSettings start, Config config) {
    this.start = start;
    this.config = config;
  }

  /** Why this must not go over a network, one sentence each; empty when it may. */
  List<String> objections() {
    var objections = new ArrayList<String>();
    Stream.of(
            "quarkus.oidc.auth-server-url",
            "quarkus.oidc-client.auth-server-url",
            "rollcall.keycloak.url",
            "rollcall.access.identity-url")
        .filter(key -> is(key, url -> url.startsWith("http://")))
        .map(key -> key + " is plain HTTP: what it carries could be read or replaced on the way")
        .forEach(objections::add);
    value(MAILER + ".from")
        .filter(from -> DEMO_SENDER.matcher(from).find())
        .map(from -> MAILER + ".from is the demo's: mail servers would refuse it")
        .ifPresent(objections::add);
    StreamSupport.stream(config.getPropertyNames().spliterator(), false)
        .filter(ProductionTransport::decidesOnTrust)
        .filter(key -> is(key, UNCHECKED::contains))
        .map(key -> key + " switches the check of certificates off: anybody could answer")
        .forEach(objections::add);
    if (mailGoesOut() && !mailIsEncrypted()) {
      objections.add(
          MAILER
              + ".start-tls is not REQUIRED, nor "
              + MAILER
              + ".tls on: links that let people in would be sent in clear");
    }
    if (!start.encryptedNetwork()) {
      inClear().map(ProductionTransport::orVouchFor).forEach(objections::add);
    }
    return objections;
  }

  private static boolean decidesOnTrust(String key) {
    return key.startsWith("quarkus.")
        && (key.endsWith(".trust-all") || key.endsWith(".tls.verification"));
  }

  private Stream<String> inClear() {
    return Stream.of(database(), migrations(), kafka()).flatMap(Optional::stream);
  }

  private static String orVouchFor(String objection) {
    return objection + "; or rollcall.start.encrypted-network=true where the network encrypts";
  }

  private Optional<String> database() {
    return value(REACTIVE + ".url")
        .filter(
            url ->
                !encrypted(url)
                    && !is(REACTIVE + ".postgresql.ssl-mode", ENCRYPTED_DATABASE::contains))
        .map(url -> REACTIVE + ".postgresql.ssl-mode must be verify-full");
  }

  private Optional<String> migrations() {
    return value("quarkus.datasource.jdbc.url")
        .filter(url -> !encrypted(url))
        .map(url -> "quarkus.datasource.jdbc.url must say sslmode=verify-full");
  }

  private static boolean encrypted(String url) {
    Matcher mode = SSL_MODE.matcher(url);
    return mode.find() && ENCRYPTED_DATABASE.contains(mode.group(1).toLowerCase(Locale.ROOT));
  }

  private Optional<String> kafka() {
    boolean encrypted =
        Stream.of(
                "kafka.security.protocol",
                "mp.messaging.connector.smallrye-kafka.security.protocol")
            .anyMatch(key -> is(key, ENCRYPTED_KAFKA::contains));
    return value("kafka.bootstrap.servers")
        .filter(servers -> !encrypted)
        .map(servers -> "kafka.security.protocol must be SSL or SASL_SSL");
  }

  private boolean mailGoesOut() {
    return value(MAILER + ".from").isPresent();
  }

  private boolean mailIsEncrypted() {
    return is(MAILER + ".start-tls", "required"::equals)
        || is(MAILER + ".tls", "true"::equals)
        || is(MAILER + ".ssl", "true"::equals);
  }

  /** Whether a setting is there and, in lower case, passes the test. */
  private boolean is(String key, Predicate<String> test) {
    return value(key).map(value -> value.toLowerCase(Locale.ROOT)).filter(test).isPresent();
  }

  private Optional<String> value(String key) {
    return config.getOptionalValue(key, String.class);
  }
}
