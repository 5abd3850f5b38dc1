package dev.rollcall.platform.web.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.tls.runtime.config.PemKeyCertConfig.KeyCertConfig;
import io.quarkus.tls.runtime.config.TlsBucketConfig;
import io.quarkus.tls.runtime.config.TlsConfig;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Names with parts of one's own choosing are easily misread from the environment, and what is
 * misread is silently not there: so the manifests' own variables are read as Quarkus reads them.
 */
class TlsVariablesTest {

  private static final Path BASE =
      Path.of(System.getProperty("rollcall.root"), "deploy/kubernetes/base");
  private static final Pattern VARIABLE =
      Pattern.compile("- name: (QUARKUS_TLS__\\w+)\\s+value: (\\S+)");

  @Test
  @DisplayName("SEC the manifest of identity gives its server a certificate and a key")
  void server() throws IOException {
    KeyCertConfig pair =
        bucket("identity-service", "server")
            .keyStore()
            .flatMap(store -> store.pem())
            .map(pem -> pem.keyCerts().get("tls"))
            .orElseThrow();

    assertThat(pair.cert()).isEqualTo(Path.of("/etc/rollcall/tls/tls.crt"));
    assertThat(pair.key()).isEqualTo(Path.of("/etc/rollcall/tls/tls.key"));
  }

  @Test
  @DisplayName("SEC the manifest of a service that asks identity gives it the authority to trust")
  void client() throws IOException {
    List<Path> trusted =
        bucket("billing-service", "identity")
            .trustStore()
            .flatMap(store -> store.pem())
            .flatMap(pem -> pem.certs())
            .orElseThrow();

    assertThat(trusted).containsExactly(Path.of("/etc/rollcall/trust/ca.crt"));
  }

  private static TlsBucketConfig bucket(String service, String name) throws IOException {
    String manifest = Files.readString(BASE.resolve(service + ".yaml"));
    Map<String, String> environment =
        VARIABLE
            .matcher(manifest)
            .results()
            .collect(Collectors.toMap(found -> found.group(1), TlsVariablesTest::value));
    Map<String, TlsBucketConfig> buckets =
        new SmallRyeConfigBuilder()
            .withMapping(TlsConfig.class)
            .addDefaultInterceptors()
            .addDiscoveredConverters()
            .withSources(new EnvConfigSource(environment, 300))
            .build()
            .getConfigMapping(TlsConfig.class)
            .namedCertificateConfig();
    return Objects.requireNonNull(buckets.get(name), "nothing is read under " + name);
  }

  private static String value(MatchResult found) {
    return found.group(2);
  }
}
