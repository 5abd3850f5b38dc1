package dev.rollcall.e2e.supply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.platform.test.server.Places;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnsafeStartTest {

  /**
   * As an operator would tell it who had copied the demo's settings; no server is needed to refuse.
   */
  private static final List<String> DEMO_SETTINGS =
      List.of(
          "quarkus.profile=prod",
          "quarkus.http.host=127.0.0.1",
          "quarkus.http.port=0",
          "quarkus.log.console.json.enabled=false",
          "quarkus.flyway.migrate-at-start=false",
          "quarkus.datasource.username=billing_app",
          "quarkus.datasource.password=billing_app",
          "quarkus.datasource.reactive.url=postgresql://127.0.0.1:1/billing",
          "quarkus.datasource.jdbc.url=jdbc:postgresql://127.0.0.1:1/billing",
          "quarkus.oidc.auth-server-url=http://127.0.0.1:1/auth/realms/rollcall",
          "quarkus.oidc.discovery-enabled=false",
          "quarkus.oidc.jwks-path=/certs",
          "quarkus.oidc.jwks.resolve-early=false",
          "quarkus.oidc-client.discovery-enabled=false",
          "quarkus.oidc-client.token-path=/token",
          "quarkus.oidc-client.credentials.secret=billing-service-demo",
          "rollcall.access.identity-url=http://127.0.0.1:1",
          "rollcall.clock.adjustable=true",
          "kafka.bootstrap.servers=127.0.0.1:1");

  @TempDir private Path folder;

  @Test
  @DisplayName(
      "SEC a packed service refuses to start in production with the demo's settings, naming each")
  void refuses() throws IOException, InterruptedException {
    Path log = folder.resolve("billing.log");
    Process service =
        new ProcessBuilder(command())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();

    try {
      assertThat(service.waitFor(240, TimeUnit.SECONDS)).as("ends by itself").isTrue();
    } finally {
      service.destroyForcibly();
    }
    assertThat(service.exitValue()).isNotZero();
    assertThat(Files.readString(log))
        .contains(
            "refusing to start",
            "rollcall.clock.adjustable is on",
            "rollcall.web.secret is the one that everybody knows",
            "quarkus.oidc.auth-server-url is plain HTTP",
            "rollcall.access.identity-url is plain HTTP",
            "quarkus.oidc-client.credentials.secret is the demo realm's",
            "quarkus.datasource.password is the role's own name",
            "quarkus.datasource.reactive.postgresql.ssl-mode must be verify-full",
            "quarkus.datasource.jdbc.url must say sslmode=verify-full",
            "kafka.security.protocol must be SSL or SASL_SSL");
  }

  private static List<String> command() {
    Path jar = Places.root().resolve("billing-service/target/quarkus-app/quarkus-run.jar");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx256m");
    command.add("-XX:TieredStopAtLevel=1");
    DEMO_SETTINGS.forEach(setting -> command.add("-D" + setting));
    command.addAll(List.of("-jar", jar.toString()));
    return command;
  }
}
