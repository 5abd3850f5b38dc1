package dev.rollcall.platform.web.start;

import dev.rollcall.platform.web.WebSettings;
import dev.rollcall.platform.web.clock.ClockSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/** Settings that tests and demos may have and production must not. */
@ApplicationScoped
public class ProductionSettings implements StartCheck {

  private static final int SECRET_CHARACTERS = 32;

  private final WebSettings web;
  private final ClockSettings clock;
  private final Config config;

  ProductionSettings(WebSettings web, ClockSettings clock, Config config) {
    this.web = web;
    this.clock = clock;
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
    Stream.of(
            "quarkus.oidc.auth-server-url",
            "quarkus.oidc-client.auth-server-url",
            "rollcall.access.identity-url")
        .flatMap(key -> plainHttp(key).stream())
        .forEach(objections::add);
    if (value("quarkus.oidc-client.credentials.secret").isEmpty()) {
      objections.add(
          "quarkus.oidc-client.credentials.secret is missing: no other service would be asked");
    }
    if (value("quarkus.oidc.public-key").isPresent()) {
      objections.add("quarkus.oidc.public-key is set: tokens would be checked against a fixed key");
    }
    return objections;
  }

  private Optional<String> plainHttp(String key) {
    return value(key)
        .filter(url -> url.startsWith("http://"))
        .map(url -> key + " is plain HTTP: what it carries could be read or replaced on the way");
  }

  private Optional<String> value(String key) {
    return config.getOptionalValue(key, String.class);
  }
}
