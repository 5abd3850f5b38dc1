package dev.rollcall.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.MultiMap;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteManifestsTest {

  private static final Path BASE =
      Path.of(System.getProperty("rollcall.root"), "deploy/kubernetes/base");

  @Test
  @DisplayName(
      "The manifests of the cluster route the four services, Keycloak, the landing and the join"
          + " page")
  void cluster() {
    RouteTable routes = RouteManifests.read(BASE);

    assertThat(routes.routes())
        .extracting(route -> route.kind() + " " + route.path() + " " + route.backend())
        .containsOnly(
            "EXACT / landing",
            "PATH_PREFIX /join invitation-service",
            "PATH_PREFIX /identity identity-service",
            "PATH_PREFIX /invitation invitation-service",
            "PATH_PREFIX /numbering numbering-service",
            "PATH_PREFIX /billing billing-service",
            "PATH_PREFIX /auth/realms/rollcall keycloak",
            "PATH_PREFIX /auth/resources keycloak");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/auth/realms/rollcall/protocol/openid-connect/auth",
        "/auth/realms/rollcall/protocol/openid-connect/token",
        "/auth/realms/rollcall/login-actions/action-token",
        "/auth/realms/rollcall/.well-known/openid-configuration",
        "/auth/realms/rollcall/account/",
        "/auth/resources/abc/login/keycloak.v2/css/styles.css"
      })
  @DisplayName("SEC what signing in needs leads to Keycloak")
  void signingIn(String path) {
    assertThat(backend(RouteManifests.read(BASE), path)).isEqualTo("keycloak");
  }

  @Test
  @DisplayName("The redirect to TLS is the cluster's: the local gateway passes over it")
  void redirectToTls() {
    assertThat(parse(redirect("https", ""), "redirect-route.yaml")).isEmpty();
  }

  @Test
  @DisplayName(
      "Any other filter is refused, naming the file: a redirect elsewhere, or with a backend")
  void otherFilters() {
    String elsewhere = redirect("http", "");
    String withBackend = redirect("https", "backendRefs: [{name: a, port: 1}]");

    assertThatThrownBy(() -> parse(elsewhere, "a-route.yaml"))
        .hasMessageContaining("a-route.yaml uses filters");
    assertThatThrownBy(() -> parse(withBackend, "a-route.yaml"))
        .hasMessageContaining("a-route.yaml uses filters");
  }

  @Test
  @DisplayName("Gateway API: exact paths go before prefixes, longer prefixes before shorter ones")
  void precedence() {
    RouteTable routes =
        new RouteTable(
            List.of(
                prefix("/", "console"),
                prefix("/identity", "identity"),
                prefix("/identity/scim", "scim")));

    assertThat(backend(routes, "/identity/scim/v2")).isEqualTo("scim");
    assertThat(backend(routes, "/identity/v1")).isEqualTo("identity");
    assertThat(backend(routes, "/identityx")).isEqualTo("console");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/internal", "/internal/clock", "/q", "/q/health", "/identity/../internal"})
  @DisplayName("A manifest that opens internal paths stops the start")
  void closedPaths(String path) {
    List<Route> routes = List.of(prefix(path, "identity"));

    assertThatThrownBy(() -> new RouteTable(routes)).hasMessageContaining(path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/internal/access", "/q/health", "/internal"})
  @DisplayName("Internal paths have no route, not even under a route for everything")
  void closedUnderEverything(String path) {
    RouteTable routes = new RouteTable(List.of(prefix("/", "console")));

    assertThat(find(routes, path, "GET")).isEmpty();
  }

  @Test
  @DisplayName(
      "A manifest that uses what the local gateway does not do is refused, naming the file")
  void unsupported() {
    String yaml =
        """
        kind: HTTPRoute
        spec:
          rules:
            - matches:
                - path: {type: RegularExpression, value: /a}
              backendRefs: [{name: a, port: 1}]
        """;

    assertThatThrownBy(() -> parse(yaml, "a-route.yaml"))
        .hasMessageContaining("a-route.yaml")
        .hasMessageContaining("RegularExpression");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, '', true",
    "PUT, '', true",
    "DELETE, '', true",
    "POST, '', false",
    "PATCH, '', false",
    "POST, Idempotency-Key, true",
    "PATCH, idempotency-key, true"
  })
  @DisplayName(
      "The manifests send again what reached nobody, and after a break what may be carried out"
          + " twice")
  void retries(String method, String header, boolean afterBreak) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    if (!header.isEmpty()) {
      headers.add(header, "k1");
    }

    RetryPolicy policy =
        RouteManifests.read(BASE)
            .find(new RequestPath("/billing/v1"), method, headers)
            .orElseThrow()
            .retry();

    assertThat(policy.again(1, false)).isTrue();
    assertThat(policy.again(1, true)).isEqualTo(afterBreak);
    assertThat(policy.again(3, false)).isFalse();
  }

  @Test
  @DisplayName("A retry that the local gateway does not do is refused, naming the file")
  void unsupportedRetry() throws IOException {
    JsonNode policy =
        new YAMLMapper()
            .readTree(
                """
                kind: BackendTrafficPolicy
                spec:
                  retry: {numRetries: 1, retryOn: {triggers: [5xx]}}
                """);
    RetryManifests manifests = new RetryManifests();

    assertThatThrownBy(() -> manifests.add(policy, "a-policy.yaml"))
        .hasMessageContaining("a-policy.yaml")
        .hasMessageContaining("5xx");
  }

  @Test
  @DisplayName("API Browsers: the manifests let pages of named origins call the four services only")
  void origins() {
    RouteTable routes = RouteManifests.read(BASE, Set.of("http://localhost:5173"));

    assertThat(routes.routes())
        .filteredOn(route -> !route.cors().equals(CorsPolicy.NONE))
        .extracting(Route::path)
        .containsOnly("/identity", "/invitation", "/numbering", "/billing");
    assertThat(routes.cors().origins())
        .containsExactlyInAnyOrder("https://app.rollcall.example", "http://localhost:5173");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{cors: {allowOrigins: ['*']}}",
        "{cors: {allowOrigins: ['https://*.rollcall.example']}}",
        "{cors: {allowOrigins: ['https://app.rollcall.example/']}}",
        "{cors: {allowCredentials: true}}",
        "{cors: {allowEverything: true}}",
        "{basicAuth: {}}",
        "{targetRefs: [{kind: Gateway, name: rollcall}]}",
        "{targetRefs: [{kind: HTTPRoute, name: identity, sectionName: once}]}"
      })
  @DisplayName("A SecurityPolicy that the local gateway does not keep is refused, naming the file")
  void unsupportedSecurity(String spec) throws IOException {
    JsonNode policy = new YAMLMapper().readTree("kind: SecurityPolicy\nspec: " + spec);
    CorsManifests manifests = new CorsManifests(Set.of());

    assertThatThrownBy(() -> manifests.add(policy, "a-policy.yaml"))
        .hasMessageContaining("a-policy.yaml");
  }

  @Test
  @DisplayName("GEP-2257 durations are read")
  void durations() {
    String yaml =
        """
        kind: Service
        ---
        kind: HTTPRoute
        spec:
          rules:
            - matches:
                - path: {type: PathPrefix, value: /a}
              timeouts: {request: 1m30s500ms}
              backendRefs: [{name: a, port: 1}]
        """;

    assertThat(parse(yaml, "a-route.yaml"))
        .containsExactly(new Route(Route.Kind.PATH_PREFIX, "/a", "a", Duration.ofMillis(90_500)));
  }

  private static String redirect(String scheme, String more) {
    return """
    kind: HTTPRoute
    spec:
      rules:
        - matches:
            - path: {type: PathPrefix, value: /}
          filters:
            - type: RequestRedirect
              requestRedirect: {scheme: %s, statusCode: 301}
          %s
    """
        .formatted(scheme, more);
  }

  private static Route prefix(String path, String backend) {
    return new Route(Route.Kind.PATH_PREFIX, path, backend, Duration.ZERO);
  }

  private static List<Route> parse(String yaml, String name) {
    return RouteManifests.parse(yaml, name, RetryManifests.NONE, CorsManifests.NONE);
  }

  private static String backend(RouteTable routes, String path) {
    return find(routes, path, "GET").orElseThrow().backend();
  }

  private static Optional<Route> find(RouteTable routes, String path, String method) {
    return routes.find(new RequestPath(path), method, MultiMap.caseInsensitiveMultiMap());
  }
}
