package dev.rollcall.local.gateway;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The gateway of the local stack, on loopback: what the cluster's Gateway API implementation does
 * with the same HTTPRoutes. Answers 404, 413, 502, 503 and 504 as problem details (RFC 9457);
 * streams answers; never leads to {@code /internal} or {@code /q}.
 */
public final class Gateway {

  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

  private static final long LINGER_MILLIS = 1_000;

  private final Vertx vertx;
  private final HttpClient client;
  private final RouteTable routes;
  private final Map<String, Backend> backends;
  private final LandingPage landing;

  /**
   * A gateway that listens nowhere yet.
   *
   * @param backends the replicas of each Kubernetes Service that the routes name, {@code landing}
   *     excepted
   */
  public Gateway(
      Vertx vertx, RouteTable routes, Map<String, Backend> backends, LandingPage landing) {
    this.vertx = vertx;
    this.routes = routes;
    this.backends = Map.copyOf(backends);
    this.landing = landing;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions().setConnectTimeout(2_000),
            // Streams hold their connection for as long as they live.
            new PoolOptions().setHttp1MaxSize(1_000));
  }

  /** Listens on loopback; port 0 takes a free one. */
  public Future<HttpServer> listen(int port) {
    HttpServerOptions options =
        new HttpServerOptions().setHost("localhost").setPort(port).setMaxHeaderSize(16 * 1024);
    return vertx.createHttpServer(options).requestHandler(this::handle).listen();
  }

  private void handle(HttpServerRequest request) {
    String requestId = ForwardedHeaders.requestId(request);
    // A caller that breaks off while sending gets no answer: there is nobody to read it.
    RequestBody.read(request).onSuccess(body -> route(request, body, requestId));
  }

  private void route(HttpServerRequest request, Optional<Buffer> body, String requestId) {
    if (body.isEmpty()) {
      refuseTooLarge(request, requestId);
      return;
    }
    Optional<RequestPath> path = RequestPath.of(request.path());
    if (path.isEmpty()) {
      Problem.MALFORMED_PATH.answer(request.response(), requestId);
      return;
    }
    Optional<Route> route = routes.find(path.get(), request.method().name(), request.headers());
    if (route.isEmpty()) {
      Problem.NOT_FOUND.answer(request.response(), requestId);
    } else if (route.get().backend().equals(LandingPage.BACKEND)) {
      landing.answer(request, requestId);
    } else {
      forward(request, route.get(), path.get(), body.get(), requestId);
    }
  }

  /**
   * What is left of the body is dropped as it comes; who still sends then has had time to read the
   * answer, which a connection closed at once would take away.
   */
  private void refuseTooLarge(HttpServerRequest request, String requestId) {
    Problem.CONTENT_TOO_LARGE.answer(request.response(), requestId);
    if (!request.isEnded()) {
      vertx.setTimer(LINGER_MILLIS, later -> request.connection().close());
    }
  }

  private void forward(
      HttpServerRequest request, Route route, RequestPath path, Buffer body, String requestId) {
    Backend service = backends.get(route.backend());
    if (service == null) {
      Problem.SERVICE_UNAVAILABLE.answer(request.response(), requestId);
      return;
    }
    String uri = request.query() == null ? path.value() : path.value() + "?" + request.query();
    Duration timeout = route.timeout().isZero() ? DEFAULT_TIMEOUT : route.timeout();
    Exchange.Limits limits = new Exchange.Limits(timeout, route.retry());
    new Exchange(vertx, client, service, limits, uri, body, requestId).start(request);
  }
}
