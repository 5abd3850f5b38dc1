package dev.rollcall.local.gateway;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyRequest;
import io.vertx.httpproxy.ProxyResponse;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One request on its way to one service and back. */
final class Exchange implements ProxyInterceptor {

  private static final Set<HttpMethod> IDEMPOTENT =
      Set.of(
          HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS, HttpMethod.PUT, HttpMethod.DELETE);

  /** Long enough for a service that is just binding its port. */
  private static final long RETRY_PAUSE_MILLIS = 200;

  private final Vertx vertx;
  private final HttpClient client;
  private final SocketAddress service;
  private final Duration timeout;
  private final String uri;
  private final Buffer body;
  private final String requestId;
  private @Nullable HttpClientRequest sent;

  /**
   * An exchange that has not started.
   *
   * @param uri the normalised path and the query as it came
   * @param timeout how long the answer may take to begin
   */
  Exchange(
      Vertx vertx,
      HttpClient client,
      SocketAddress service,
      Duration timeout,
      String uri,
      Buffer body,
      String requestId) {
    this.vertx = vertx;
    this.client = client;
    this.service = service;
    this.timeout = timeout;
    this.uri = uri;
    this.body = body;
    this.requestId = requestId;
  }

  void start(HttpServerRequest request) {
    HttpProxy.reverseProxy(client).origin(this::open).addInterceptor(this).handle(request);
  }

  @Override
  public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
    ProxyRequest request = context.request();
    request.setURI(uri);
    request.setBody(body.length() == 0 ? null : Body.body(body));
    ForwardedHeaders.toService(request.proxiedRequest(), request.headers(), requestId);
    request.headers().remove(HttpHeaders.EXPECT);
    return attempt(context)
        .recover(failure -> again(context, failure))
        .recover(failure -> problem(context, failure));
  }

  @Override
  public Future<Void> handleProxyResponse(ProxyContext context) {
    ForwardedHeaders.toCaller(context.response().headers(), requestId);
    return context.sendResponse();
  }

  private Future<HttpClientRequest> open(ProxyContext context) {
    return client
        .request(new RequestOptions().setServer(service))
        .onSuccess(opened -> sent = opened);
  }

  private Future<ProxyResponse> attempt(ProxyContext context) {
    return context.sendRequest().timeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  private Future<ProxyResponse> again(ProxyContext context, Throwable failure) {
    boolean nothingAnswered =
        failure instanceof IOException || failure instanceof HttpClosedException;
    if (!nothingAnswered || !IDEMPOTENT.contains(context.request().getMethod())) {
      return Future.failedFuture(failure);
    }
    return vertx
        .timer(RETRY_PAUSE_MILLIS, TimeUnit.MILLISECONDS)
        .compose(elapsed -> attempt(context));
  }

  private Future<ProxyResponse> problem(ProxyContext context, Throwable failure) {
    if (sent != null) {
      sent.reset();
    }
    Problem problem =
        switch (failure) {
          case TimeoutException late -> Problem.GATEWAY_TIMEOUT;
          case ConnectException refused -> Problem.SERVICE_UNAVAILABLE;
          default -> Problem.BAD_GATEWAY;
        };
    return Future.succeededFuture(problem.in(context.request().response()));
  }
}
