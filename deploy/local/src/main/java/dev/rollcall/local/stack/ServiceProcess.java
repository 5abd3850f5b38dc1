package dev.rollcall.local.stack;

import dev.rollcall.platform.test.server.Child;
import dev.rollcall.platform.test.server.ChildServer;
import dev.rollcall.platform.test.server.ClassArchive;
import dev.rollcall.platform.test.server.Places;
import dev.rollcall.platform.test.server.Ports;
import dev.rollcall.platform.test.server.ServerFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A replica of one of the four services, from its packaged jar, as a process of its own. */
final class ServiceProcess extends ChildServer {

  private static final Duration SOON = Duration.ofSeconds(8);
  private static final Duration TO_LEARN = Duration.ofSeconds(60);
  private static final Duration TO_START = Duration.ofMinutes(2);

  /** Small and quick to start: many of these share two cores, and none has much to do. */
  private static final List<String> JVM =
      List.of(
          "-Xms32m",
          "-Xmx160m",
          "-Xss512k",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:ReservedCodeCacheSize=64m",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  /**
   * As production has it: all of the compiler, and room for the heap to grow. What is measured
   * (./rollcall bench) is measured with it: {@code -Drollcall.jvm=production} for the launcher.
   */
  private static final List<String> PRODUCTION_JVM =
      List.of(
          "-Xms64m",
          "-Xmx512m",
          "-XX:+UseSerialGC",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  /** Whatever is written there fails as on a disk that is full. */
  private static final List<String> WITHOUT_LOG_SPACE =
      List.of("/bin/sh", "-c", "exec \"$@\" > /dev/full 2>&1", "sh");

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
  private final ServiceReplica replica;
  private final int port;
  private final Path folder;
  private final Path log;
  private final ClassArchive archive;
  private final ServiceSettings.Told settings;
  private volatile boolean logSpace = true;

  /**
   * A replica that isn't running yet.
   *
   * @param folder the service's Maven module, built
   * @param logs the folder of its log file, {@code billing.log}
   * @param settings its configuration
   */
  ServiceProcess(
      ServiceReplica replica,
      PortPlan ports,
      Path folder,
      Path logs,
      ServiceSettings.Told settings) {
    super(replica.part(), TO_START);
    this.replica = replica;
    this.port = ports.service(replica);
    this.folder = folder;
    this.log = logs.toAbsolutePath().resolve(name() + ".log");
    this.archive = new ClassArchive(folder.resolve("target/" + replica.service() + ".jsa"));
    this.settings = settings;
  }

  @Override
  protected Child.Command command() {
    Path jar = folder.resolve("target/quarkus-app/quarkus-run.jar");
    if (!Files.exists(jar)) {
      throw new ServerFailure(
          name() + " is not built: " + jar + " is missing. Run ./rollcall up, which builds it.");
    }
    if (Ports.taken(port)) {
      throw new ServerFailure("Port " + port + " for " + name() + " is taken.");
    }
    List<String> command = new ArrayList<>(logSpace ? List.of() : WITHOUT_LOG_SPACE);
    command.add(Places.java());
    command.addAll(production() ? PRODUCTION_JVM : JVM);
    // Two that write one file would spoil it: the first replica does.
    command.addAll(replica.number() == 1 ? archive.flags() : archive.readingFlags());
    settings.properties().forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.addAll(List.of("-jar", jar.toString()));
    return Child.Command.of(name(), command, folder, log).with(settings.environment());
  }

  private static boolean production() {
    return System.getProperty("rollcall.jvm", "").equals("production");
  }

  @Override
  public boolean ready() {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + Ports.HOST + ":" + port + "/q/health/ready"))
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Stops it, and starts it on a machine whose disk for logs is full; the next start is as ever.
   */
  void restartWithoutLogSpace() {
    stop();
    logSpace = false;
    try {
      start();
    } finally {
      logSpace = true;
    }
  }

  /** Whether its next stop takes longer, so that its next start takes less. */
  boolean learning() {
    return archive.missing();
  }

  /**
   * Stops it for somebody who waits at the terminal: what isn't done by then, the next start takes
   * up again.
   */
  void stopSoon() {
    stop(learning() ? TO_LEARN : SOON);
  }
}
