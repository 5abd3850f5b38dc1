package dev.rollcall.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HyperfoilTest {

  private static final Queue<String> GOT = new ConcurrentLinkedQueue<>();
  private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();
  private static HttpServer server;

  @BeforeAll
  static void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("localhost"), 0), 0);
    server.setExecutor(THREADS);
    server.createContext("/", HyperfoilTest::answer);
    server.start();
  }

  @AfterAll
  static void stop() {
    server.stop(0);
    THREADS.close();
  }

  private static void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    GOT.add(
        exchange.getRequestURI()
            + " "
            + exchange.getRequestHeaders().getFirst("X-Who")
            + " "
            + body);
    boolean refused = exchange.getRequestURI().getPath().equals("/refused");
    exchange.sendResponseHeaders(refused ? 503 : 202, -1);
    exchange.close();
  }

  private static LoadPlan.Target target(String path, String who, String body) {
    return new LoadPlan.Target(path, Map.of("X-Who", who), body);
  }

  @Test
  @DisplayName("the closed model sends each request once, to the targets in turn")
  void closed() {
    GOT.clear();

    LoadResult result =
        Hyperfoil.run(
            LoadPlan.closed(
                "localhost",
                server.getAddress().getPort(),
                4,
                60,
                "POST",
                List.of(target("/a?x=1", "ann", "{n}"), target("/b", "bob", "{n}"))));

    assertThat(result.succeeded()).isEqualTo(60);
    assertThat(result.refused()).isZero();
    assertThat(GOT)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 60)
                .mapToObj(n -> n % 2 == 0 ? "/a?x=1 ann " + n : "/b bob " + n)
                .toList());
  }

  @Test
  @DisplayName("what is refused is counted, and ends nothing")
  void refused() {
    LoadResult result =
        Hyperfoil.run(
            LoadPlan.closed(
                "localhost",
                server.getAddress().getPort(),
                2,
                10,
                "POST",
                List.of(target("/refused", "ann", ""), target("/b", "bob", ""))));

    assertThat(result.statuses()).containsExactlyInAnyOrderEntriesOf(Map.of(202, 5, 503, 5));
    assertThat(result.refused()).isEqualTo(5);
  }

  @Test
  @DisplayName("the open model ends with every request answered")
  void open() {
    LoadResult result =
        Hyperfoil.run(
            LoadPlan.open(
                "localhost",
                server.getAddress().getPort(),
                20,
                1,
                "GET",
                List.of(target("/a", "ann", ""))));

    assertThat(result.succeeded()).isPositive();
    assertThat(result.refused()).isZero();
    assertThat(result.p99()).isPositive();
  }
}
