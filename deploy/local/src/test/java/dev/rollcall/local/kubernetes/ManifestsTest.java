package dev.rollcall.local.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.rollcall.local.stack.LocalStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ManifestsTest {

  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Path BASE =
      Path.of(System.getProperty("rollcall.root"), "deploy/kubernetes/base");
  private static final List<JsonNode> ALL = new ArrayList<>();
  private static JsonNode kustomization;

  @BeforeAll
  static void read() throws IOException {
    kustomization = YAML.readTree(BASE.resolve("kustomization.yaml").toFile());
    for (JsonNode resource : kustomization.path("resources")) {
      try (MappingIterator<JsonNode> documents =
          YAML.readerFor(JsonNode.class).readValues(BASE.resolve(resource.asText()).toFile())) {
        documents.forEachRemaining(ALL::add);
      }
    }
  }

  @Test
  @DisplayName(
      "Every manifest of the folder is a resource of the kustomization, and every resource is there")
  void nothingForgotten() throws IOException {
    Set<String> listed = new TreeSet<>();
    kustomization.path("resources").forEach(resource -> listed.add(resource.asText()));

    try (Stream<Path> files = Files.list(BASE)) {
      assertThat(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(file -> file.endsWith(".yaml") && !file.equals("kustomization.yaml"))
                  .collect(Collectors.toSet()))
          .isEqualTo(listed);
    }
  }

  @Test
  @DisplayName("No two resources of a kind share a name")
  void distinct() {
    assertThat(ALL.stream().map(each -> each.path("kind").asText() + "/" + name(each)).toList())
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("services")
  @DisplayName(
      "Each service has a deployment, a service, a route, a network policy, an account and a disruption budget")
  void complete(String service) {
    List<String> kinds =
        ALL.stream()
            .filter(each -> name(each).equals(service + "-service"))
            .map(each -> each.path("kind").asText())
            .toList();

    assertThat(kinds)
        .containsExactlyInAnyOrder(
            "Deployment", "Service", "NetworkPolicy", "ServiceAccount", "PodDisruptionBudget");
    assertThat(find("HTTPRoute", service).isMissingNode()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("services")
  @DisplayName("Each pod is probed, bounded, unprivileged, and has no key to the cluster")
  void hardened(String service) {
    JsonNode pod = find("Deployment", service + "-service").at("/spec/template/spec");
    JsonNode container = pod.at("/containers/0");

    assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
    assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
    assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean()).isTrue();
    assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true)).isFalse();
    assertThat(container.at("/securityContext/capabilities/drop/0").asText()).isEqualTo("ALL");
    assertThat(container.at("/startupProbe/httpGet/path").asText()).isEqualTo("/q/health/started");
    assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/q/health/live");
    assertThat(container.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/q/health/ready");
    assertThat(container.at("/resources/limits/memory").asText()).endsWith("Mi");
    assertThat(container.at("/resources/requests/cpu").asText()).endsWith("m");
  }

  @ParameterizedTest
  @MethodSource("services")
  @DisplayName("No secret is written into a manifest: every password is a reference")
  void secretsAreReferences(String service) {
    JsonNode environment =
        find("Deployment", service + "-service").at("/spec/template/spec/containers/0/env");

    environment.forEach(
        variable ->
            assertThat(variable.has("value") && isSecret(variable.path("name").asText()))
                .as(variable.path("name").asText())
                .isFalse());
    assertThat(environment.toString()).contains("secretKeyRef");
  }

  @Test
  @DisplayName(
      "Every route leads to a Service of the base, or to Keycloak, which the cluster's operator brings")
  void routesLeadSomewhere() {
    Set<String> services =
        ALL.stream()
            .filter(each -> kind(each, "Service"))
            .map(ManifestsTest::name)
            .collect(Collectors.toSet());
    services.add("keycloak");

    ALL.stream()
        .filter(each -> kind(each, "HTTPRoute"))
        .flatMap(route -> route.findValues("backendRefs").stream())
        .forEach(backends -> assertThat(services).contains(backends.at("/0/name").asText()));
  }

  @Test
  @DisplayName(
      "Beside the gateway identity lets the other services in, and each of them identity only (X-3)")
  void internalCallers() {
    assertThat(callers("identity"))
        .containsExactlyInAnyOrder("invitation-service", "numbering-service", "billing-service");
    assertThat(callers("invitation")).containsExactly("identity-service");
    assertThat(callers("numbering")).containsExactly("identity-service");
    assertThat(callers("billing")).containsExactly("identity-service");
  }

  @Test
  @DisplayName(
      "SEC nothing is served in clear: every route with a backend hangs on the TLS listener")
  void publicRoutesAreTls() {
    List<JsonNode> routes = ALL.stream().filter(each -> kind(each, "HTTPRoute")).toList();

    assertThat(routes)
        .allSatisfy(
            route ->
                assertThat(listener(route))
                    .as(name(route))
                    .isEqualTo(route.findValue("backendRefs") == null ? "http" : "https"));
    assertThat(find("Gateway", "rollcall").at("/spec/listeners").findValuesAsText("name"))
        .contains("http", "https");
  }

  @Test
  @DisplayName("SEC the public TLS listener has a certificate from a secret")
  void publicCertificate() {
    JsonNode https =
        find("Gateway", "rollcall")
            .at("/spec/listeners")
            .valueStream()
            .filter(listener -> called("https", listener))
            .findFirst()
            .orElseThrow();

    assertThat(https.path("protocol").asText()).isEqualTo("HTTPS");
    assertThat(https.at("/tls/mode").asText()).isEqualTo("Terminate");
    assertThat(https.at("/tls/certificateRefs/0/name").asText()).isNotEmpty();
  }

  @Test
  @DisplayName(
      "SEC Keycloak's administration has no route: the realm of the people and its pages have")
  void administrationIsNotRouted() {
    assertThat(find("HTTPRoute", "auth").findValuesAsText("value"))
        .containsExactly("/auth/realms/rollcall", "/auth/resources");
  }

  @Test
  @DisplayName("SEC identity shows the other services a certificate that they check")
  void identityOverTls() {
    JsonNode identity = find("Deployment", "identity-service").at("/spec/template/spec");

    assertThat(setting("ROLLCALL_ACCESS_IDENTITY_URL")).isEqualTo("https://identity-service:8443");
    assertThat(environment(identity, "QUARKUS_HTTP_SSL_PORT")).isEqualTo("8443");
    assertThat(identity.at("/containers/0/ports").findValuesAsText("containerPort"))
        .contains("8443");
    assertThat(environment(identity, "QUARKUS_TLS__SERVER__KEY_STORE_PEM__TLS__KEY"))
        .isEqualTo("/etc/rollcall/tls/tls.key");
    assertThat(identity.findValuesAsText("secretName")).containsExactly("identity-service-tls");
  }

  @ParameterizedTest
  @MethodSource("askers")
  @DisplayName("SEC a service that asks identity trusts its authority, and holds no key of it")
  void askersTrustIdentity(String service) {
    JsonNode pod = find("Deployment", service + "-service").at("/spec/template/spec");

    assertThat(environment(pod, "QUARKUS_REST_CLIENT_TLS_CONFIGURATION_NAME"))
        .isEqualTo("identity");
    assertThat(environment(pod, "QUARKUS_TLS__IDENTITY__TRUST_STORE_PEM_CERTS"))
        .isEqualTo("/etc/rollcall/trust/ca.crt");
    assertThat(pod.path("volumes").findValues("items").toString())
        .contains("ca.crt")
        .doesNotContain("tls.key");
  }

  @Test
  @DisplayName(
      "SEC the other services reach identity's TLS port only, from both sides of the policy")
  void identityPolicy() {
    JsonNode ingress = find("NetworkPolicy", "identity-service").at("/spec/ingress");

    assertThat(ingress.at("/0/ports").findValuesAsText("port")).containsExactly("http");
    assertThat(ingress.at("/1/ports").findValuesAsText("port")).containsExactly("https");
    assertThat(askers())
        .allSatisfy(
            service ->
                assertThat(portsTowardsIdentity(service)).as(service).containsExactly("8443"));
  }

  @Test
  @DisplayName(
      "API Browsers: pages of configured origins may call the four services, Keycloak answers for"
          + " itself")
  void browsers() {
    JsonNode policy = find("SecurityPolicy", "frontends-of-other-origins").path("spec");

    assertThat(policy.path("targetRefs").findValuesAsText("name"))
        .containsExactlyInAnyOrderElementsOf(services());
    assertThat(policy.path("targetRefs").findValuesAsText("kind")).containsOnly("HTTPRoute");
    assertThat(texts(policy.at("/cors/allowOrigins")))
        .isNotEmpty()
        .allMatch(origin -> origin.startsWith("https://") && !origin.contains("*"));
    assertThat(texts(policy.at("/cors/allowHeaders")))
        .contains(
            "Authorization",
            "Content-Type",
            "Idempotency-Key",
            "If-Match",
            "If-None-Match",
            "Prefer",
            "Proxy-Session",
            "Last-Event-ID");
    assertThat(texts(policy.at("/cors/exposeHeaders")))
        .containsExactlyInAnyOrder(
            "ETag",
            "Location",
            "Link",
            "Retry-After",
            "RateLimit",
            "RateLimit-Policy",
            "Proxy-Session",
            "Idempotent-Replayed",
            "X-Request-Id");
    assertThat(policy.at("/cors/allowCredentials").asBoolean(true)).isFalse();
  }

  @Test
  @DisplayName(
      "SEC the services believe X-Forwarded-* of named proxies only, which repeat no claim")
  void claimsOfCallers() {
    assertThat(setting("QUARKUS_HTTP_PROXY_TRUSTED_PROXIES"))
        .isNotEmpty()
        .doesNotContain("0.0.0.0/0", "::/0");
    assertThat(
            texts(
                find("ClientTrafficPolicy", "no-claims-of-callers")
                    .at("/spec/headers/earlyRequestHeaders/remove")))
        .contains("Forwarded", "X-Forwarded-Host", "X-Forwarded-Prefix", "X-Forwarded-Port");
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asText).toList();
  }

  static List<String> services() {
    return LocalStack.SERVICES;
  }

  /** The services that ask identity. */
  static List<String> askers() {
    return services().stream().filter(service -> !service.equals("identity")).toList();
  }

  private static List<String> portsTowardsIdentity(String service) {
    return find("NetworkPolicy", service + "-service")
        .at("/spec/egress")
        .valueStream()
        .filter(rule -> rule.path("to").toString().contains("identity-service"))
        .flatMap(rule -> rule.path("ports").findValuesAsText("port").stream())
        .toList();
  }

  private static String listener(JsonNode route) {
    return route.at("/spec/parentRefs/0/sectionName").asText();
  }

  private static boolean called(String name, JsonNode each) {
    return each.path("name").asText().equals(name);
  }

  private static String environment(JsonNode pod, String variable) {
    return pod.at("/containers/0/env")
        .valueStream()
        .filter(each -> called(variable, each))
        .map(each -> each.path("value").asText())
        .findFirst()
        .orElse("");
  }

  /** A literal of the ConfigMap that every service gets. */
  private static String setting(String name) {
    return kustomization
        .at("/configMapGenerator/0/literals")
        .valueStream()
        .map(JsonNode::asText)
        .filter(literal -> literal.startsWith(name + "="))
        .map(literal -> literal.substring(name.length() + 1))
        .findFirst()
        .orElse("");
  }

  private static List<String> callers(String service) {
    return find("NetworkPolicy", service + "-service")
        .at("/spec/ingress")
        .findValues("app.kubernetes.io/name")
        .stream()
        .map(JsonNode::asText)
        .toList();
  }

  /** The TLS registry is told where the mounted files are, never what is in them. */
  private static boolean isSecret(String variable) {
    return !variable.startsWith("QUARKUS_TLS__")
        && (variable.contains("PASSWORD")
            || variable.contains("SECRET")
            || variable.contains("KEY"));
  }

  private static JsonNode find(String kind, String name) {
    return ALL.stream()
        .filter(each -> kind(each, kind) && name(each).equals(name))
        .findFirst()
        .orElseGet(com.fasterxml.jackson.databind.node.MissingNode::getInstance);
  }

  private static boolean kind(JsonNode resource, String kind) {
    return resource.path("kind").asText().equals(kind);
  }

  private static String name(JsonNode resource) {
    return resource.at("/metadata/name").asText();
  }
}
