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
      "Only identity lets the other services in beside the gateway: its internal questions are theirs")
  void internalCallers() {
    assertThat(callers("identity"))
        .containsExactlyInAnyOrder("invitation-service", "numbering-service", "billing-service");
    assertThat(callers("invitation")).isEmpty();
    assertThat(callers("numbering")).isEmpty();
    assertThat(callers("billing")).isEmpty();
  }

  static List<String> services() {
    return LocalStack.SERVICES;
  }

  private static List<String> callers(String service) {
    return find("NetworkPolicy", service + "-service")
        .at("/spec/ingress")
        .findValues("app.kubernetes.io/name")
        .stream()
        .map(JsonNode::asText)
        .toList();
  }

  private static boolean isSecret(String variable) {
    return variable.contains("PASSWORD") || variable.contains("SECRET") || variable.contains("KEY");
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
