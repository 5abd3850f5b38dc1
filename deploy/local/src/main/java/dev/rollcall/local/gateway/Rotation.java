package dev.rollcall.local.gateway;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Keeps in rotation the replicas that say they are ready, as a cluster does by its readiness
 * probes. A backend with one replica is not asked: there is no other to go to.
 */
public final class Rotation {

  /** How often a replica is asked; one that is going says so for longer than that. */
  public static final Duration EVERY = Duration.ofMillis(500);

  private static final Duration TO_ANSWER = Duration.ofSeconds(3);
  private static final int READY = 200;

  private final Vertx vertx;
  private final HttpClient client;
  private final Collection<Backend> backends;
  private final Set<SocketAddress> asked = ConcurrentHashMap.newKeySet();

  /** A rotation that asks nobody yet. */
  public Rotation(Vertx vertx, Collection<Backend> backends) {
    this.vertx = vertx;
    this.backends =
        backends.stream().filter(backend -> backend.replicas().size() > 1).distinct().toList();
    this.client = vertx.createHttpClient(new HttpClientOptions().setConnectTimeout(1_000));
  }

  /** Asks from now on, until the Vert.x instance is closed. */
  public void start() {
    if (!backends.isEmpty()) {
      vertx.setPeriodic(0, EVERY.toMillis(), tick -> backends.forEach(this::askAll));
    }
  }

  private void askAll(Backend backend) {
    backend.replicas().forEach(replica -> askUnlessAsked(backend, replica));
  }

  private void askUnlessAsked(Backend backend, SocketAddress replica) {
    if (asked.add(replica)) {
      ready(replica).onComplete(answer -> heard(backend, replica, answer.succeeded()));
    }
  }

  private void heard(Backend backend, SocketAddress replica, boolean ready) {
    asked.remove(replica);
    if (ready) {
      backend.putIn(replica);
    } else {
      backend.takeOut(replica);
    }
  }

  private Future<Void> ready(SocketAddress replica) {
    return client
        .request(new RequestOptions().setServer(replica).setURI("/q/health/ready"))
        .compose(HttpClientRequest::send)
        .expecting(response -> response.statusCode() == READY)
        .compose(HttpClientResponse::end)
        .timeout(TO_ANSWER.toMillis(), TimeUnit.MILLISECONDS);
  }
}
