package dev.rollcall.platform.web.start;

import dev.rollcall.platform.web.WebSettings;
import dev.rollcall.platform.web.clock.ClockSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;

/** Settings that tests and demos may have and production must not. */
@ApplicationScoped
public class ProductionSettings implements StartCheck {

  private static final int SECRET_CHARACTERS = 32;

  /** How the secrets of the demo realm end (deploy/keycloak/realm/demo-overlay.json). */
  private static final String DEMO_SECRET = "-demo";

  private static final String TRUSTED_PROXIES = "quarkus.http.proxy.trusted-proxies";

  private static final String CLIENT_SECRET = "quarkus.oidc-client.credentials.secret";

  /** A further client, with less rights than the service's own. */
  private static final Pattern NAMED_CLIENT_SECRET =
      Pattern.compile("quarkus\\.oidc-client\\..+\\.credentials\\.secret");

  private final WebSettings web;
  private final ClockSettings clock;
  private final ProductionTransport transport;
  private final Config config;

  ProductionSettings(
      WebSettings web, ClockSettings clock, ProductionTransport transport, Config config) {
    this.web = web;
    this.clock = clock;
    this.transport = transport;
    this.config = config;
  }

  @Override
  public List<String> objections(Circumstances circumstances) {
    if (!circumstances.production()) {
      return List.of();
    }
    var objections = new ArrayList<String>();
    if (clock.adjustable()) {
      objections.add("rollcall.clock.adjustable is on: anybody could move time");
    }
    if (web.secret().equals(WebSettings.INSECURE_SECRET)) {
      objections.add("rollcall.web.secret is the one that everybody knows");
    }
    if (web.secret().length() < SECRET_CHARACTERS) {
      objections.add("rollcall.web.secret is shorter than " + SECRET_CHARACTERS + " characters");
    }
    clientSecrets()
        .filter(key -> value(key).isEmpty())
        .map(key -> key + " is missing: no other service would be asked")
        .forEach(objections::add);
    if (value("quarkus.oidc.public-key").isPresent()) {
      objections.add("quarkus.oidc.public-key is set: tokens would be checked against a fixed key");
    }
    Stream.concat(
            clientSecrets(),
            Stream.of("quarkus.oidc.credentials.secret", "rollcall.keycloak.secret"))
        .filter(key -> value(key).filter(secret -> secret.endsWith(DEMO_SECRET)).isPresent())
        .map(key -> key + " is the demo realm's, which everybody knows")
        .forEach(objections::add);
    knownPassword("quarkus.datasource").ifPresent(objections::add);
    knownPassword("quarkus.flyway").ifPresent(objections::add);
    value("quarkus.oidc.token.issuer").stream()
        .flatMap(issuer -> publicAddress("quarkus.oidc.token.issuer", issuer))
        .forEach(objections::add);
    believesAnybody().ifPresent(objections::add);
    objections.addAll(transport.objections());
    return objections;
  }

  private static Stream<String> publicAddress(String key, String address) {
    try {
      return Addresses.objectionsToPublic(key, URI.create(address));
    } catch (IllegalArgumentException e) {
      return Stream.of(key + " names no host");
    }
  }

  /**
   * Whose X-Forwarded-* counts must be named: where nobody is, everybody's does. By ranges, since a
   * name is looked up for each request.
   */
  private Optional<String> believesAnybody() {
    List<String> trusted =
        value(TRUSTED_PROXIES).stream().flatMap(list -> Stream.of(list.split(","))).toList();
    if (trusted.isEmpty()) {
      return Optional.of(
          TRUSTED_PROXIES + " is missing: anybody's X-Forwarded-* would be believed");
    }
    return trusted.stream()
        .map(String::strip)
        .filter(proxy -> proxy.endsWith("/0") || !proxy.contains("/"))
        .findFirst()
        .map(ProductionSettings::unfit);
  }

  private static String unfit(String proxy) {
    return proxy.contains("/")
        ? TRUSTED_PROXIES + " is everybody: their X-Forwarded-* would be believed"
        : TRUSTED_PROXIES + " has no range, such as 10.0.0.0/8 or ::1/128: " + proxy;
  }

  private Stream<String> clientSecrets() {
    return Stream.concat(
        Stream.of(CLIENT_SECRET),
        StreamSupport.stream(config.getPropertyNames().spliterator(), false)
            .filter(NAMED_CLIENT_SECRET.asMatchPredicate())
            .filter(key -> !key.equals(CLIENT_SECRET))
            .sorted());
  }

  /** Local servers give each role its own name as its password. */
  private Optional<String> knownPassword(String prefix) {
    return value(prefix + ".password")
        .filter(
            password ->
                value(prefix + ".username").filter(name -> same(name, password)).isPresent())
        .map(password -> prefix + ".password is the role's own name, as on demo servers");
  }

  private static boolean same(String name, String password) {
    return name.toLowerCase(Locale.ROOT).equals(password.toLowerCase(Locale.ROOT));
  }

  private Optional<String> value(String key) {
    return config.getOptionalValue(key, String.class);
  }
}
