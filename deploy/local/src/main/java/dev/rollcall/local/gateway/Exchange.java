package dev.rollcall.local.gateway;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One request on its way to one service and back. */
final class Exchange implements ProxyInterceptor {

  private final Vertx vertx;
  private final HttpClient client;
  private final Backend service;
  private final Terms terms;
  private final String uri;
  private final Buffer body;
  private final String requestId;
  private final List<SocketAddress> tried = new ArrayList<>();
  private @Nullable HttpClientRequest sent;

  /**
   * What holds for an exchange.
   *
   * @param timeout how long the answer to one attempt may take to begin
   * @param retry when there is another attempt
   * @param cors which pages may read the answer
   */
  record Terms(Duration timeout, RetryPolicy retry, CorsPolicy cors) {}

  /**
   * An exchange that has not started.
   *
   * @param uri the normalised path and the query as it came
   */
  Exchange(
      Vertx vertx,
      HttpClient client,
      Backend service,
      Terms terms,
      String uri,
      Buffer body,
      String requestId) {
    this.vertx = vertx;
    this.client = client;
    this.service = service;
    this.terms = terms;
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
    ForwardedHeaders.toService(request.proxiedRequest(), request.headers(), requestId);
    request.headers().remove(HttpHeaders.EXPECT);
    return attempt(context).recover(failure -> problem(context, failure));
  }

  @Override
  public Future<Void> handleProxyResponse(ProxyContext context) {
    MultiMap headers = context.response().headers();
    ForwardedHeaders.toCaller(headers, requestId);
    terms.cors().allow(context.request().proxiedRequest(), headers);
    return context.sendResponse();
  }

  private Future<HttpClientRequest> open(ProxyContext context) {
    SocketAddress replica = service.next(tried);
    tried.add(replica);
    return client
        .request(new RequestOptions().setServer(replica))
        .onSuccess(opened -> sent = opened);
  }

  private Future<ProxyResponse> attempt(ProxyContext context) {
    sent = null;
    context.request().setBody(body.length() == 0 ? null : Body.body(body));
    return context
        .sendRequest()
        .timeout(terms.timeout().toMillis(), TimeUnit.MILLISECONDS)
        .recover(failure -> again(context, failure));
  }

  private Future<ProxyResponse> again(ProxyContext context, Throwable failure) {
    boolean nothingAnswered =
        failure instanceof IOException || failure instanceof HttpClosedException;
    if (!nothingAnswered || !terms.retry().again(tried.size(), sent != null)) {
      return Future.failedFuture(failure);
    }
    return vertx
        .timer(Math.max(1, terms.retry().pause().toMillis()), TimeUnit.MILLISECONDS)
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
    return Future.succeededFuture(problem.in(context.request().response(), requestId));
  }
}
