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
 * with the same HTTPRoutes. What it refuses itself, a request that is no HTTP included, it answers
 * as problem details (RFC 9457); pages of configured origins may read answers (CORS); streams
 * answers; never leads to {@code /internal} or {@code /q}.
 */
public final class Gateway {

  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

  private final Vertx vertx;
  private final HttpClient client;
  private final RouteTable routes;
  private final Map<String, Backend> backends;
  private final LandingPage landing;
  private final UnreadableRequests unreadable;

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
    this.unreadable = new UnreadableRequests(vertx, routes.cors());
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions().setConnectTimeout(2_000),
            // Streams hold their connection for as long as they live.
            new PoolOptions().setHttp1MaxSize(1_000));
  }

  /** Listens on loopback; port 0 takes a free one. */
  public Future<HttpServer> listen(int port) {
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost("localhost")
            .setPort(port)
            .setMaxHeaderSize(16 * 1024)
            // As the services take it; RFC 9110 §4.1 wants 8,000 octets at least.
            .setMaxInitialLineLength(8 * 1024)
            // Browsers speak HTTP/2 over TLS only; what is broken would have no answer on a stream.
            .setHttp2ClearTextEnabled(false);
    return vertx
        .createHttpServer(options)
        .connectionHandler(BrokenFraming::watch)
        .invalidRequestHandler(unreadable::refuse)
        .requestHandler(this::handle)
        .listen();
  }

  private void handle(HttpServerRequest request) {
    boolean broken =
        BrokenFraming.begins(
            request.connection(), () -> unreadable.end(request, Problem.MALFORMED_REQUEST));
    if (broken || UnreadableRequests.isAmbiguous(request)) {
      unreadable.end(request, Problem.MALFORMED_REQUEST);
      return;
    }
    Optional<RequestPath> path = RequestPath.of(request.path());
    Optional<Route> route =
        path.flatMap(known -> routes.find(known, request.method().name(), request.headers()));
    Call call =
        new Call(
            request,
            ForwardedHeaders.requestId(request),
            route.map(Route::cors).orElse(routes.cors()));
    // A caller that breaks off while sending gets no answer: there is nobody to read it.
    RequestBody.read(request).onSuccess(body -> answer(call, path, route, body));
  }

  /**
   * A request on its way.
   *
   * @param cors of its route, or of what has none
   */
  private record Call(HttpServerRequest request, String requestId, CorsPolicy cors) {

    void refuse(Problem problem) {
      problem.answer(request, requestId, cors);
    }
  }

  private void answer(
      Call call, Optional<RequestPath> path, Optional<Route> route, Optional<Buffer> body) {
    if (call.cors().isPreflight(call.request())) {
      call.cors().answerPreflight(call.request(), call.requestId());
    } else if (body.isEmpty()) {
      refuseTooLarge(call);
    } else if (path.isEmpty()) {
      call.refuse(Problem.MALFORMED_PATH);
    } else if (!RequestPath.isReadableQuery(call.request().query())) {
      call.refuse(Problem.MALFORMED_REQUEST);
    } else if (route.isEmpty()) {
      call.refuse(Problem.NOT_FOUND);
    } else if (route.get().backend().equals(LandingPage.BACKEND)) {
      landing.answer(call.request(), call.requestId());
    } else {
      forward(call, route.get(), path.get(), body.get());
    }
  }

  /**
   * What is left of the body is dropped as it comes; who still sends then has had time to read the
   * answer, which a connection closed at once would take away.
   */
  private void refuseTooLarge(Call call) {
    call.refuse(Problem.CONTENT_TOO_LARGE);
    if (!call.request().isEnded()) {
      vertx.setTimer(
          UnreadableRequests.LINGER_MILLIS, later -> call.request().connection().close());
    }
  }

  private void forward(Call call, Route route, RequestPath path, Buffer body) {
    Backend service = backends.get(route.backend());
    if (service == null) {
      call.refuse(Problem.SERVICE_UNAVAILABLE);
      return;
    }
    String query = call.request().query();
    String uri = query == null ? path.value() : path.value() + "?" + query;
    Duration timeout = route.timeout().isZero() ? DEFAULT_TIMEOUT : route.timeout();
    Exchange.Terms terms = new Exchange.Terms(timeout, route.retry(), route.cors());
    new Exchange(vertx, client, service, terms, uri, body, call.requestId()).start(call.request());
  }
}
