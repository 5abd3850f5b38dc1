package dev.rollcall.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.local.stack.Waiting;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Two replicas of billing behind the gateway. */
class BalancingTest {

  private static final Path BASE =
      Path.of(System.getProperty("rollcall.root"), "deploy/kubernetes/base");
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final Vertx vertx = Vertx.vertx();
  private final Replica first = new Replica("first");
  private final Replica second = new Replica("second");
  private Backend backend = Backend.of(SocketAddress.inetSocketAddress(1, "localhost"));
  private int gateway;

  /** A replica that tells who it is, until it is told not to. */
  private static final class Replica {
    private final String name;
    private volatile boolean breaking;
    private volatile int ready = 200;

    Replica(String name) {
      this.name = name;
    }

    void serve(HttpServerRequest request) {
      if (request.path().equals("/q/health/ready")) {
        request.response().setStatusCode(ready).end();
      } else if (breaking) {
        request.connection().close();
      } else {
        request.response().end(name);
      }
    }
  }

  @BeforeEach
  void start() throws Exception {
    backend = new Backend(List.of(listen(first), listen(second)));
    Gateway front =
        new Gateway(
            vertx,
            RouteManifests.read(BASE),
            Map.of("billing-service", backend),
            new LandingPage(BASE.resolve("landing/index.html")));
    gateway = await(front.listen(0)).actualPort();
  }

  @AfterEach
  void stop() throws Exception {
    await(vertx.close());
  }

  @Test
  @DisplayName("Requests go to the replicas in turn")
  void inTurn() {
    assertThat(IntStream.range(0, 4).mapToObj(call -> post().body()))
        .containsExactly("first", "second", "first", "second");
  }

  @Test
  @DisplayName("X-1 a request that a replica breaks off goes to another, if it may be repeated")
  void brokenOff() {
    first.breaking = true;
    second.breaking = false;

    assertThat(send(request().GET()).body()).isEqualTo("second");
    assertThat(send(request().header("Idempotency-Key", "k").POST(BodyPublishers.noBody())).body())
        .isEqualTo("second");
  }

  @Test
  @DisplayName("X-1 a request that reached nobody goes to another replica, whatever it is")
  void refused() throws Exception {
    SocketAddress nobody = SocketAddress.inetSocketAddress(freePort(), "localhost");
    Backend half = new Backend(List.of(nobody, listen(second)));
    Gateway front =
        new Gateway(
            vertx,
            RouteManifests.read(BASE),
            Map.of("billing-service", half),
            new LandingPage(BASE.resolve("landing/index.html")));
    gateway = await(front.listen(0)).actualPort();

    assertThat(IntStream.range(0, 4).mapToObj(call -> post().body())).containsOnly("second");
  }

  @Test
  @DisplayName("X-1 a replica that is not ready gets no requests, and gets them again when it is")
  void rotation() {
    new Rotation(vertx, List.of(backend)).start();

    first.ready = 503;
    until(() -> fourAnswers().equals(List.of("second", "second", "second", "second")));
    first.ready = 200;
    until(() -> fourAnswers().contains("first"));
  }

  @Test
  @DisplayName("Where no replica is ready all are tried")
  void noneReady() {
    new Rotation(vertx, List.of(backend)).start();
    first.ready = 503;
    second.ready = 503;

    until(() -> fourAnswers().contains("first") && fourAnswers().contains("second"));
  }

  @Test
  @DisplayName("The address of a service leads to a replica that answers")
  void address() throws Exception {
    SocketAddress nobody = SocketAddress.inetSocketAddress(freePort(), "localhost");
    Backend half = new Backend(List.of(nobody, listen(second)));
    gateway = await(new ServiceAddress(vertx, half).listen(0)).actualPort();

    assertThat(post().body()).isEqualTo("second");
    assertThat(post().body()).isEqualTo("second");
  }

  private SocketAddress listen(Replica replica) throws Exception {
    HttpServer server =
        await(
            vertx
                .createHttpServer(new HttpServerOptions().setHost("localhost").setPort(0))
                .requestHandler(replica::serve)
                .listen());
    return SocketAddress.inetSocketAddress(server.actualPort(), "localhost");
  }

  private List<String> fourAnswers() {
    return IntStream.range(0, 4).mapToObj(call -> post().body()).toList();
  }

  private HttpResponse<String> post() {
    return send(request().POST(BodyPublishers.noBody()));
  }

  private HttpRequest.Builder request() {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + gateway + "/billing/v1"))
        .version(HttpClient.Version.HTTP_1_1)
        .timeout(Duration.ofSeconds(60));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static void until(BooleanSupplier so) {
    Waiting.until(Duration.ofSeconds(60), "the rotation", so);
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
