package dev.rollcall.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayTest {

  private static final Path BASE =
      Path.of(System.getProperty("rollcall.root"), "deploy/kubernetes/base");
  private static final Vertx VERTX = Vertx.vertx();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  /** Paths at which the service drops the connection the first time. */
  private static final AtomicInteger FLAKY_CALLS = new AtomicInteger();

  private static final LinkedBlockingQueue<CompletableFuture<Void>> STREAMS_CLOSED =
      new LinkedBlockingQueue<>();
  private static final String FRONTEND = "http://localhost:5173";
  private static int gateway;

  @BeforeAll
  static void start() throws Exception {
    HttpServer service =
        await(
            VERTX
                .createHttpServer(
                    new HttpServerOptions()
                        .setHost("localhost")
                        .setPort(0)
                        .setMaxInitialLineLength(8 * 1024))
                .requestHandler(GatewayTest::serve)
                .listen());
    NetServer breaking =
        await(VERTX.createNetServer().connectHandler(GatewayTest::breakOff).listen(0, "localhost"));
    List<Route> routes =
        new ArrayList<>(
            List.of(
                route(Route.Kind.PATH_PREFIX, "/slow", "identity-service", Duration.ofMillis(300)),
                route(Route.Kind.PATH_PREFIX, "/down", "down", Duration.ZERO),
                route(Route.Kind.PATH_PREFIX, "/breaking", "breaking", Duration.ZERO),
                route(Route.Kind.PATH_PREFIX, "/nowhere", "not-on-this-machine", Duration.ZERO)));
    routes.addAll(RouteManifests.read(BASE, Set.of(FRONTEND)).routes());
    Map<String, Backend> backends =
        Map.of(
            "identity-service", Backend.of(address(service.actualPort())),
            "keycloak", Backend.of(address(service.actualPort())),
            "breaking", Backend.of(address(breaking.actualPort())),
            "down", Backend.of(address(freePort())));
    gateway =
        await(
                new Gateway(
                        VERTX,
                        new RouteTable(routes),
                        backends,
                        new LandingPage(BASE.resolve("landing/index.html")))
                    .listen(0))
            .actualPort();
  }

  @AfterAll
  static void stop() throws Exception {
    await(VERTX.close());
  }

  @Test
  @DisplayName("A request reaches its service whole: method, path, query, body, end-to-end headers")
  void forwards() throws Exception {
    HttpResponse<String> answer =
        send(
            request("/identity/v1/companies?limit=5&q=a%20b")
                .header("Authorization", "Bearer t")
                .header("Idempotency-Key", "k1")
                .POST(BodyPublishers.ofString("{\"name\":\"Acme\"}")));

    JsonObject seen = new JsonObject(answer.body());
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.headers().firstValue("location")).contains("/identity/v1/companies/1");
    assertThat(seen.getString("line")).isEqualTo("POST /identity/v1/companies?limit=5&q=a%20b");
    assertThat(seen.getString("body")).isEqualTo("{\"name\":\"Acme\"}");
    assertThat(seen.getJsonObject("headers").getString("authorization")).isEqualTo("Bearer t");
    assertThat(seen.getJsonObject("headers").getString("idempotency-key")).isEqualTo("k1");
  }

  @Test
  @DisplayName(
      "The service learns who called through which address; the caller's own claims are replaced")
  void forwardedHeaders() throws Exception {
    HttpResponse<String> answer =
        send(
            request("/identity/v1/me")
                .header("X-Forwarded-For", "6.6.6.6")
                .header("X-Forwarded-Proto", "https")
                .header("x-forwarded-prefix", "/evil")
                .header("X-Forwarded-Anything", "evil")
                .header("Forwarded", "for=6.6.6.6"));

    JsonObject headers = new JsonObject(answer.body()).getJsonObject("headers");
    assertThat(headers.getString("x-forwarded-for")).isEqualTo("127.0.0.1");
    assertThat(headers.getString("x-forwarded-proto")).isEqualTo("http");
    assertThat(headers.getString("x-forwarded-host")).isEqualTo("localhost:" + gateway);
    assertThat(headers.getString("x-forwarded-port")).isEqualTo(String.valueOf(gateway));
    assertThat(headers.containsKey("forwarded")).isFalse();
    assertThat(headers.containsKey("x-forwarded-prefix")).isFalse();
    assertThat(headers.containsKey("x-forwarded-anything")).isFalse();
  }

  @Test
  @DisplayName("A sane request id is kept, any other replaced; the answer names it")
  void requestIds() throws Exception {
    HttpResponse<String> kept = send(request("/identity/v1/me").header("X-Request-Id", "req-7"));
    HttpResponse<String> replaced =
        send(request("/identity/v1/me").header("X-Request-Id", "<script>"));

    assertThat(kept.headers().firstValue("x-request-id")).contains("req-7");
    assertThat(new JsonObject(kept.body()).getJsonObject("headers").getString("x-request-id"))
        .isEqualTo("req-7");
    assertThat(replaced.headers().firstValue("x-request-id").orElseThrow())
        .matches("[0-9a-f-]{36}");
  }

  @Test
  @DisplayName(
      "RFC 9110 §7.6.1 hop-by-hop headers end at the gateway, those named by Connection too")
  void hopByHop() {
    String answer =
        RawHttp.send(
            gateway,
            "GET /identity/v1/me HTTP/1.1\r\nHost: localhost\r\nConnection: X-Secret-Hop\r\nX-Secret-Hop: 1\r\nTE: trailers"
                + "\r\nProxy-Connection: keep-alive\r\nProxy-Session: s1",
            new byte[0]);

    assertThat(answer)
        .startsWith("HTTP/1.1 200")
        .contains("\"proxy-session\":\"s1\"")
        .doesNotContainIgnoringCase("x-secret-hop")
        .doesNotContain("trailers");
    assertThat(answer.toLowerCase(Locale.ROOT))
        .doesNotContain("keep-alive")
        .doesNotContain("x-service-hop");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/internal/access",
        "/internal/clock",
        "/q/health",
        "//internal/access",
        "/identity/../internal/access",
        "/identity/v1/../../internal/access",
        "/identity/%2e%2e/internal/access",
        "/identity/.%2E/q/metrics",
        "/./internal/access",
        "/%69nternal/access",
        "/identityx",
        "/unknown"
      })
  @DisplayName("What has no route is 404 as problem details, however the path is written")
  void notRouted(String path) {
    assertThat(RawHttp.get(gateway, path))
        .startsWith("HTTP/1.1 404")
        .contains(
            "application/problem+json", "urn:rollcall:problem:not-found", "\"code\":\"NOT_FOUND\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/auth",
        "/auth/",
        "/auth/admin",
        "/auth/admin/master/console/",
        "/auth/admin/realms/rollcall/users",
        "/auth/admin/realms/rollcall/rollcall-sign-in",
        "/auth/realms",
        "/auth/realms/master",
        "/auth/realms/master/protocol/openid-connect/token",
        "/auth/realms/rollcallx/protocol/openid-connect/token",
        "/auth/realms/rollcall/../master/protocol/openid-connect/token",
        "/auth/realms/rollcall/%2e%2e/%2e%2e/admin/realms",
        "/auth/resources/../admin/realms",
        "/auth//admin/realms",
        "/auth/%61dmin/realms",
        "/auth/metrics",
        "/auth/health"
      })
  @DisplayName(
      "SEC Keycloak's administration and its other realms are 404, however the path is written")
  void administrationIsNotPublic(String path) {
    assertThat(RawHttp.get(gateway, path))
        .startsWith("HTTP/1.1 404")
        .contains("application/problem+json", "\"code\":\"NOT_FOUND\"");
  }

  @Test
  @DisplayName("SEC the realm of the people is reached through the gateway")
  void signingInIsPublic() {
    assertThat(RawHttp.get(gateway, "/auth/realms/rollcall/protocol/openid-connect/certs"))
        .contains("\"line\":\"GET /auth/realms/rollcall/protocol/openid-connect/certs\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/identity/..;/internal/access",
        "/identity/..%2finternal",
        "/identity/..%5cinternal",
        "/identity/%zz",
        "/identity\\..\\internal"
      })
  @DisplayName("An ambiguous path is 400 and reaches no service")
  void ambiguous(String path) {
    assertThat(RawHttp.get(gateway, path)).startsWith("HTTP/1.1 400").contains("MALFORMED_PATH");
  }

  @Test
  @DisplayName("The service sees the normal form of the path, nothing else")
  void forwardsNormalForm() throws Exception {
    assertThat(RawHttp.get(gateway, "/identity//v1/x/../%6de?a=../b"))
        .contains("\"line\":\"GET /identity/v1/me?a=../b\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | MALFORMED_REQUEST | GET /identity/v1/me?q=%zz HTTP/1.1",
        "400 | MALFORMED_REQUEST | GET /identity/v1/me?q=% HTTP/1.1",
        "400 | MALFORMED_REQUEST | GET /identity/v1/me?q=%4 HTTP/1.1",
        "400 | MALFORMED_REQUEST | GET /identity/v1/me?%g1=a HTTP/1.1",
        "400 | MALFORMED_REQUEST | GET /unknown?q=%zz HTTP/1.1",
        "400 | MALFORMED_PATH | GET /identity/% HTTP/1.1",
        "400 | MALFORMED_PATH | GET /identity/%zz/offices HTTP/1.1",
        "400 | MALFORMED_PATH | OPTIONS * HTTP/1.1",
        "400 | MALFORMED_PATH | CONNECT localhost:80 HTTP/1.1",
        "400 | MALFORMED_REQUEST | GET /identity/v1/me",
        "400 | MALFORMED_REQUEST | GET/identity/v1/me HTTP/1.1",
        "400 | MALFORMED_REQUEST | GET /identity/v1/me HTTQ/1.1",
        "400 | MALFORMED_REQUEST | GET /identity/v1/me HTTP/2.0",
        "404 | NOT_FOUND | GET /unknown HTTP/1.1",
        "503 | SERVICE_UNAVAILABLE | GET /down HTTP/1.1",
        "502 | BAD_GATEWAY | POST /breaking HTTP/1.1",
        "504 | GATEWAY_TIMEOUT | GET /slow HTTP/1.1"
      })
  @DisplayName("API Errors: what the gateway refuses itself is a problem document like a service's")
  void problems(int status, String code, String requestLine) {
    assertProblem(
        RawHttp.send(
            gateway, requestLine + "\r\nHost: localhost\r\nOrigin: " + FRONTEND, new byte[0]),
        status,
        code);
  }

  @Test
  @DisplayName("API Errors: a request line or headers that are too large are problems too")
  void tooLargeHeads() {
    assertProblem(RawHttp.get(gateway, "/identity/" + "x".repeat(8_192)), 414, "URI_TOO_LONG");
    assertProblem(
        RawHttp.get(gateway, "/identity/v1/me?q=" + "x".repeat(30_000)), 414, "URI_TOO_LONG");
    assertProblem(withHeader("Cookie: c=" + "x".repeat(20_000)), 431, "HEADERS_TOO_LARGE");
    assertProblem(withHeader("Authorization: " + "x".repeat(200_000)), 431, "HEADERS_TOO_LARGE");
    assertProblem(withHeader("X-A: b\r\n".repeat(4_000) + "X-B: c"), 431, "HEADERS_TOO_LARGE");
  }

  @Test
  @DisplayName("RFC 9110 §4.1 an address of 8,000 octets reaches its service, as it does directly")
  void longestAddress() {
    String path = "/identity/" + "x".repeat(8_000);

    assertThat(RawHttp.get(gateway, path)).startsWith("HTTP/1.1 200").contains("GET " + path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no colon",
        "X-Space : a",
        ": a",
        "X-Nul: a\0b",
        "Content-Length: many",
        "Content-Length: -1",
        "Content-Length: 1\r\nContent-Length: 2",
        "Host: another",
        "Transfer-Encoding: gzip, chunked",
        "Transfer-Encoding: identity"
      })
  @DisplayName("API Errors: a header that is none is a problem, and reaches no service")
  void brokenHeaders(String header) {
    assertProblem(withHeader(header), 400, "MALFORMED_REQUEST");
  }

  @Test
  @DisplayName("RFC 9112 §3.2 a request of HTTP/1.1 names its host")
  void noHost() {
    assertProblem(
        RawHttp.send(gateway, "GET /identity/v1/me HTTP/1.1", new byte[0]),
        400,
        "MALFORMED_REQUEST");
  }

  @ParameterizedTest
  @ValueSource(strings = {"zz\r\nabc", "-1\r\n", "fffffffffffffffff\r\nabc", "3\r\nabcdef\r\n"})
  @DisplayName(
      "API Errors: a body that breaks its own framing is a problem, and reaches no service")
  void brokenChunks(String body) {
    assertProblem(
        RawHttp.send(
            gateway,
            "POST /identity/size HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked",
            body.getBytes(StandardCharsets.ISO_8859_1)),
        400,
        "MALFORMED_REQUEST");
  }

  @Test
  @DisplayName(
      "RFC 9112 §9.3.2 a pipelined request that breaks its framing spoils its own answer only")
  void brokenAfterAnother() {
    String answers =
        RawHttp.send(
            gateway,
            "POST /slow HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}"
                + "POST /identity/size HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked",
            "zz\r\nabc".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(answers).startsWith("HTTP/1.1 504").contains("HTTP/1.1 400");
    assertProblem(answers.substring(answers.indexOf("HTTP/1.1 400")), 400, "MALFORMED_REQUEST");
  }

  @Test
  @DisplayName("API a coded body goes to the service, which says whether it takes it")
  void contentEncoding() throws Exception {
    HttpResponse<String> answer =
        send(
            request("/identity/v1/me")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(new byte[] {31, -117, 8})));

    assertThat(new JsonObject(answer.body()).getJsonObject("headers").getString("content-encoding"))
        .isEqualTo("gzip");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/identity/v1/companies",
        "/invitation/v1/invitations/accept",
        "/numbering/v1/companies/1/numbers",
        "/billing/v1/plans"
      })
  @DisplayName("API Browsers: a preflight of a configured origin is answered here")
  void preflight(String path) throws Exception {
    HttpResponse<String> answer = send(preflight(path, FRONTEND));

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(header(answer, "access-control-allow-origin")).isEqualTo(FRONTEND);
    assertThat(header(answer, "access-control-allow-methods")).contains("PATCH", "DELETE");
    assertThat(header(answer, "access-control-allow-headers"))
        .contains("Authorization", "Idempotency-Key", "If-Match", "Proxy-Session");
    assertThat(header(answer, "access-control-max-age")).isEqualTo("600");
    assertThat(header(answer, "vary")).isEqualTo("Origin");
    assertThat(answer.headers().firstValue("access-control-allow-credentials")).isEmpty();
    assertThat(answer.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://evil.test",
        "http://localhost:5173.evil.test",
        "http://localhost:51730",
        "https://localhost:5173",
        "HTTP://LOCALHOST:5173",
        "null",
        "*"
      })
  @DisplayName("API Browsers: a page of any other origin learns nothing, before a call and after")
  void otherOrigins(String origin) throws Exception {
    HttpResponse<String> preflight = send(preflight("/identity/v1/me", origin));
    HttpResponse<String> call = send(request("/identity/v1/me").header("Origin", origin));

    assertThat(corsHeaders(preflight)).isEmpty();
    assertThat(header(preflight, "vary")).isEqualTo("Origin");
    assertThat(corsHeaders(call)).isEmpty();
    assertThat(header(call, "vary")).isEqualTo("Accept, Origin");
  }

  @Test
  @DisplayName("API Browsers: answers can be read with the headers that the API names, said once")
  void readable() throws Exception {
    HttpResponse<String> answer = send(request("/identity/v1/me").header("Origin", FRONTEND));

    assertThat(answer.headers().allValues("access-control-allow-origin")).containsExactly(FRONTEND);
    assertThat(answer.headers().allValues("access-control-expose-headers"))
        .containsExactly(
            "ETag, Location, Link, Retry-After, RateLimit, RateLimit-Policy, Proxy-Session,"
                + " Idempotent-Replayed, X-Request-Id");
    assertThat(corsHeaders(answer)).hasSize(2);
  }

  @Test
  @DisplayName("API Browsers: the gateway's own problems can be read too")
  void readableProblems() throws Exception {
    List<HttpRequest.Builder> refused =
        List.of(
            request("/unknown"),
            request("/billing/v1/plans"),
            request("/identity/size")
                .POST(BodyPublishers.ofByteArray(new byte[RequestBody.LIMIT + 1])));

    for (HttpRequest.Builder each : refused) {
      HttpResponse<String> answer = send(each.header("Origin", FRONTEND));
      assertThat(answer.statusCode()).isGreaterThanOrEqualTo(400);
      assertThat(header(answer, "access-control-allow-origin")).isEqualTo(FRONTEND);
      assertThat(header(answer, "access-control-expose-headers")).contains("X-Request-Id");
    }
  }

  @Test
  @DisplayName(
      "API Browsers: Keycloak answers for itself; what is no preflight reaches the service")
  void othersAnswer() throws Exception {
    HttpResponse<String> keycloak = send(preflight("/auth/realms/rollcall/x", FRONTEND));
    HttpResponse<String> options =
        send(request("/identity/v1/me").method("OPTIONS", BodyPublishers.noBody()));

    assertThat(keycloak.statusCode()).isEqualTo(200);
    assertThat(header(keycloak, "access-control-allow-origin")).isEqualTo("https://service.test");
    assertThat(new JsonObject(options.body()).getString("line")).startsWith("OPTIONS ");
  }

  @Test
  @DisplayName("A body of 1 MiB passes, announced or chunked")
  void largestBody() throws Exception {
    byte[] body = new byte[RequestBody.LIMIT];

    assertThat(send(request("/identity/size").POST(BodyPublishers.ofByteArray(body))).body())
        .isEqualTo("1048576");
    assertThat(send(request("/identity/size").POST(chunked(body))).body()).isEqualTo("1048576");
  }

  @Test
  @DisplayName("A body over 1 MiB is 413 and the answer arrives: up to 2 MiB are read")
  void tooLarge() throws Exception {
    byte[] body = new byte[RequestBody.DRAINED];

    HttpResponse<String> announced =
        send(request("/identity/size").POST(BodyPublishers.ofByteArray(body)));
    HttpResponse<String> chunked = send(request("/identity/size").POST(chunked(body)));

    assertThat(announced.statusCode()).isEqualTo(413);
    assertThat(announced.body()).contains("CONTENT_TOO_LARGE");
    assertThat(chunked.statusCode()).isEqualTo(413);
  }

  @Test
  @DisplayName(
      "A body announced beyond 2 MiB, or announced too large by a caller that asks first, is refused unread")
  void refusedUnread() {
    String huge =
        RawHttp.send(
            gateway,
            "POST /identity/size HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999999999",
            new byte[0]);
    String asking =
        RawHttp.send(
            gateway,
            "POST /identity/size HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1048577\r\nExpect: 100-continue",
            new byte[0]);

    assertThat(huge).startsWith("HTTP/1.1 413");
    assertThat(asking).startsWith("HTTP/1.1 413");
  }

  @Test
  @DisplayName("A caller that asks first (Expect: 100-continue) is told to go on")
  void expectContinue() throws Exception {
    HttpResponse<String> answer =
        send(
            request("/identity/size")
                .expectContinue(true)
                .POST(BodyPublishers.ofByteArray(new byte[1000])));

    assertThat(answer.body()).isEqualTo("1000");
  }

  @Test
  @DisplayName(
      "X-6 server-sent events pass one by one, and the service notices that the caller has gone")
  void streams() throws Exception {
    HttpResponse<java.io.InputStream> answer =
        CLIENT.send(request("/identity/v1/changes").build(), BodyHandlers.ofInputStream());
    BufferedReader events =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));

    assertThat(events.readLine()).isEqualTo("data: 1");
    assertThat(events.readLine()).isEmpty();
    assertThat(events.readLine()).isEqualTo("data: 2");
    answer.body().close();
    CompletableFuture<Void> closed = STREAMS_CLOSED.poll(60, TimeUnit.SECONDS);
    assertThat(closed).isNotNull().succeedsWithin(Duration.ofSeconds(60));
  }

  @Test
  @DisplayName("A service that is down is 503 with Retry-After")
  void down() throws Exception {
    HttpResponse<String> answer = send(request("/down/v1"));

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("retry-after")).contains("1");
    assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
    assertThat(answer.body()).contains("urn:rollcall:problem:service-unavailable");
  }

  @Test
  @DisplayName("A route whose service is not part of this stack is 503")
  void nowhere() throws Exception {
    assertThat(send(request("/nowhere")).statusCode()).isEqualTo(503);
  }

  @Test
  @DisplayName("A service that breaks off without an answer is 502")
  void breaking() throws Exception {
    HttpResponse<String> answer = send(request("/breaking").POST(BodyPublishers.ofString("x")));

    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(answer.body()).contains("BAD_GATEWAY");
  }

  @Test
  @DisplayName("A service that does not answer in the route's time is 504")
  void slow() throws Exception {
    HttpResponse<String> answer = send(request("/slow"));

    assertThat(answer.statusCode()).isEqualTo(504);
    assertThat(answer.body()).contains("GATEWAY_TIMEOUT");
  }

  @Test
  @DisplayName("X-1 an idempotent request is sent again when the service breaks off; a POST is not")
  void retries() throws Exception {
    FLAKY_CALLS.set(0);
    HttpResponse<String> put =
        send(request("/identity/flaky").PUT(BodyPublishers.ofString("again")));
    FLAKY_CALLS.set(0);
    HttpResponse<String> post =
        send(request("/identity/flaky").POST(BodyPublishers.ofString("once")));

    assertThat(put.statusCode()).isEqualTo(200);
    assertThat(put.body()).isEqualTo("again");
    assertThat(post.statusCode()).isEqualTo(502);
    assertThat(FLAKY_CALLS.get()).isEqualTo(1);
  }

  @Test
  @DisplayName("X-1 a POST with an idempotency key is sent again when the service breaks off")
  void retriesUnderKey() throws Exception {
    FLAKY_CALLS.set(0);
    HttpResponse<String> post =
        send(
            request("/identity/flaky")
                .header("Idempotency-Key", "k1")
                .POST(BodyPublishers.ofString("again")));

    assertThat(post.statusCode()).isEqualTo(200);
    assertThat(post.body()).isEqualTo("again");
  }

  @Test
  @DisplayName("The landing page is at / and can only be read")
  void landing() throws Exception {
    HttpResponse<String> page = send(request("/"));
    HttpResponse<String> post = send(request("/").POST(BodyPublishers.noBody()));

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("content-type")).contains("text/html; charset=utf-8");
    assertThat(post.statusCode()).isEqualTo(405);
  }

  private static void serve(HttpServerRequest request) {
    switch (request.path()) {
      case "/identity/v1/changes" -> stream(request);
      case "/identity/flaky" -> flaky(request);
      case "/slow" -> request.response().exceptionHandler(gone -> {});
      case "/identity/size" ->
          request.body().onSuccess(body -> request.response().end(String.valueOf(body.length())));
      default -> request.body().onSuccess(body -> echo(request, body));
    }
  }

  private static void echo(HttpServerRequest request, Buffer body) {
    JsonObject headers = new JsonObject();
    request
        .headers()
        .forEach(
            header -> headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
    request
        .response()
        .setStatusCode(request.method().name().equals("POST") ? 201 : 200)
        .putHeader("Location", request.path() + "/1")
        .putHeader("Connection", "X-Service-Hop")
        .putHeader("X-Service-Hop", "1")
        .putHeader("Vary", "Accept")
        .putHeader("Access-Control-Allow-Origin", "https://service.test")
        .putHeader("Access-Control-Allow-Credentials", "true")
        .end(
            new JsonObject()
                .put("line", request.method() + " " + request.uri())
                .put("headers", headers)
                .put("body", body.toString())
                .toBuffer());
  }

  /** The whole of it: what a service would answer, under the same headers. */
  private static void assertProblem(String answer, int status, String code) {
    String kebab = code.toLowerCase(Locale.ROOT).replace('_', '-');
    assertThat(answer)
        .matches("(?s)HTTP/1\\.[01] " + status + " .*")
        .containsIgnoringCase("\r\ncontent-type: application/problem+json\r\n")
        .containsIgnoringCase("\r\nx-content-type-options: nosniff\r\n")
        .containsIgnoringCase("\r\ncache-control: no-store\r\n")
        .containsIgnoringCase("\r\nx-request-id: ");
    JsonObject problem = new JsonObject(answer.substring(answer.indexOf("\r\n\r\n") + 4));
    assertThat(problem.getString("type")).isEqualTo("urn:rollcall:problem:" + kebab);
    assertThat(problem.getString("code")).isEqualTo(code);
    assertThat(problem.getInteger("status")).isEqualTo(status);
    assertThat(problem.getString("title")).isNotEmpty();
    assertThat(problem.getString("detail")).isNotEmpty();
    assertThat(problem.getString("requestId")).isNotEmpty();
  }

  private static String withHeader(String header) {
    return RawHttp.send(
        gateway, "GET /identity/v1/me HTTP/1.1\r\nHost: localhost\r\n" + header, new byte[0]);
  }

  private static HttpRequest.Builder preflight(String path, String origin) {
    return request(path)
        .header("Origin", origin)
        .header("Access-Control-Request-Method", "PATCH")
        .header("Access-Control-Request-Headers", "authorization,if-match")
        .method("OPTIONS", BodyPublishers.noBody());
  }

  private static String header(HttpResponse<String> answer, String name) {
    return String.join(", ", answer.headers().allValues(name));
  }

  private static List<String> corsHeaders(HttpResponse<String> answer) {
    return answer.headers().map().keySet().stream()
        .filter(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control-"))
        .toList();
  }

  private static void stream(HttpServerRequest request) {
    CompletableFuture<Void> closed = new CompletableFuture<>();
    STREAMS_CLOSED.add(closed);
    request.response().closeHandler(gone -> closed.complete(null));
    request.response().setChunked(true).putHeader("Content-Type", "text/event-stream");
    request.response().write("data: 1\n\n");
    VERTX.setTimer(50, later -> request.response().write("data: 2\n\n"));
  }

  private static void flaky(HttpServerRequest request) {
    if (FLAKY_CALLS.incrementAndGet() == 1) {
      request.connection().close();
    } else {
      request.body().onSuccess(body -> request.response().end(body));
    }
  }

  private static void breakOff(NetSocket socket) {
    socket.handler(bytes -> socket.close());
  }

  private static HttpRequest.BodyPublisher chunked(byte[] body) {
    return BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(body));
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + gateway + path))
        .version(HttpClient.Version.HTTP_1_1)
        .timeout(Duration.ofSeconds(60));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }

  private static Route route(Route.Kind kind, String path, String backend, Duration timeout) {
    return new Route(kind, path, backend, timeout);
  }

  private static SocketAddress address(int port) {
    return SocketAddress.inetSocketAddress(port, "localhost");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }
}
