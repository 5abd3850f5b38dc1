package dev.rollcall.platform.test;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rollcall.platform.test.Infrastructure.Mail;
import dev.rollcall.platform.test.Infrastructure.Postgres;
import dev.rollcall.platform.test.server.ServerFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The servers of a whole build, in a process of its own: each is started when the first test asks
 * for it and used by the tests of all modules. Modules that are tested at the same time get a Kafka
 * each, since they would read each other's topics; databases and logins they can share. Ends, and
 * with it the servers, as soon as the build is gone, however that went; when it is told to; and
 * when nobody has used it for a while.
 */
public final class BuildServers {

  /** Names the process that asks, who is waited for. */
  static final String CLIENT = "Rollcall-Client";

  private static final long LOOK_EVERY_MILLIS = 500;
  private static final Duration UNUSED = Duration.ofMinutes(15);

  /** For the answer to who has told it to end. */
  private static final int TO_FINISH_SECONDS = 5;

  private final ProcessHandle build;
  private final Infrastructure infrastructure = new EmbeddedInfrastructure();
  private final Once<Postgres> postgres = new Once<>(infrastructure::startPostgres);
  private final List<Broker> brokers = new ArrayList<>();
  private final Once<Mail> mail = new Once<>(infrastructure::startMail);
  private final Once<String> keycloak =
      new Once<>(() -> infrastructure.startKeycloak(postgres.get(), mail.get()));

  private final Map<String, Function<ProcessHandle, String>> answers =
      Map.of(
          "/postgres", user -> postgres.get().written(),
          "/kafka", this::kafka,
          "/keycloak", user -> keycloak.get(),
          "/end", user -> endSoon());

  private final Set<ProcessHandle> users = ConcurrentHashMap.newKeySet();
  private final CountDownLatch told = new CountDownLatch(1);

  private BuildServers(ProcessHandle build) {
    this.build = build;
  }

  /**
   * Serves one build.
   *
   * @param arguments the build's process id, and the file that says where to ask
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    ProcessHandle.of(Long.parseLong(arguments[0]))
        .ifPresent(build -> new BuildServers(build).serve(Path.of(arguments[1])));
    System.exit(0); // the servers are ended by the shutdown hook of Child
  }

  private void serve(Path address) {
    try {
      HttpServer http =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      http.createContext("/", this::answer);
      http.start();
      tell(address, http.getAddress().getPort());
      awaitEnd();
      http.stop(TO_FINISH_SECONDS);
      Files.deleteIfExists(address);
    } catch (IOException e) {
      throw new ServerFailure("Can't serve the build's tests", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whole or not at all: others look whether it is there. */
  private static void tell(Path address, int port) throws IOException {
    Path unfinished = address.resolveSibling(address.getFileName() + ".unfinished");
    Files.writeString(unfinished, Integer.toString(port));
    Files.move(unfinished, address, StandardCopyOption.ATOMIC_MOVE);
  }

  private void awaitEnd() throws InterruptedException {
    long used = System.nanoTime();
    while (build.isAlive()
        && System.nanoTime() - used < UNUSED.toNanos()
        && !told.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
      users.removeIf(user -> !user.isAlive());
      used = users.isEmpty() ? used : System.nanoTime();
    }
  }

  private String endSoon() {
    told.countDown();
    return "";
  }

  /** One that nobody reads any more, or another one. */
  private synchronized String kafka(ProcessHandle user) {
    Broker broker =
        brokers.stream()
            .filter(started -> !started.user().isAlive() || started.user().equals(user))
            .findFirst()
            .orElseGet(() -> new Broker(infrastructure.startKafka(), user));
    brokers.remove(broker);
    brokers.add(new Broker(broker.bootstrap(), user));
    return broker.bootstrap();
  }

  private void answer(HttpExchange exchange) throws IOException {
    ProcessHandle user = user(exchange);
    users.add(user);
    Function<ProcessHandle, String> wanted = answers.get(exchange.getRequestURI().getPath());
    try {
      reply(exchange, wanted == null ? 404 : 200, wanted == null ? "" : wanted.apply(user));
    } catch (RuntimeException e) {
      reply(exchange, 500, String.valueOf(e.getMessage()));
    }
  }

  private ProcessHandle user(HttpExchange exchange) {
    String client = exchange.getRequestHeaders().getFirst(CLIENT);
    return ProcessHandle.of(Long.parseLong(client)).orElse(build);
  }

  private static void reply(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  /**
   * A Kafka.
   *
   * @param user who reads and writes it, as long as it lives
   */
  private record Broker(String bootstrap, ProcessHandle user) {}

  /** A server that is started by the first who asks; the others wait. A failure is tried again. */
  private static final class Once<T> {

    private final Supplier<T> start;
    private @Nullable T started;

    Once(Supplier<T> start) {
      this.start = start;
    }

    synchronized T get() {
      T there = started == null ? start.get() : started;
      started = there;
      return there;
    }
  }
}
