package dev.rollcall.platform.test;

import dev.rollcall.platform.test.server.Children;
import dev.rollcall.platform.test.server.Places;
import dev.rollcall.platform.test.server.Ports;
import dev.rollcall.platform.test.server.ServerFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The servers that all modules of a build share ({@link BuildServers}); the first test that wants
 * one has them started. The mail server alone is each JVM's own: it is part of it.
 */
final class BuildInfrastructure implements Infrastructure {

  private static final Duration TO_ANSWER = Duration.ofMinutes(6);

  private final Infrastructure ownMail = new EmbeddedInfrastructure();
  private final ProcessHandle build;

  BuildInfrastructure(ProcessHandle build) {
    this.build = build;
  }

  /**
   * That of the Maven that runs these tests and says so ({@code -Drollcall.servers=build}); empty
   * elsewhere, as in an IDE, which would keep them for as long as it runs.
   */
  static Optional<BuildInfrastructure> here() {
    return System.getProperty("rollcall.servers", "").equals("build")
        ? maven().map(BuildInfrastructure::new)
        : Optional.empty();
  }

  private static Optional<ProcessHandle> maven() {
    return Stream.iterate(
            ProcessHandle.current().parent(),
            Optional::isPresent,
            (Optional<ProcessHandle> process) -> process.flatMap(ProcessHandle::parent))
        .flatMap(Optional::stream)
        .filter(process -> process.info().command().filter(BuildInfrastructure::isJava).isPresent())
        .findFirst();
  }

  private static boolean isJava(String command) {
    return Path.of(command).getFileName().toString().startsWith("java");
  }

  @Override
  public Postgres startPostgres() {
    return Postgres.read(ask("postgres"));
  }

  @Override
  public String startKafka() {
    return ask("kafka");
  }

  @Override
  public String startKeycloak(Postgres postgres, Mail mail) {
    return ask("keycloak");
  }

  @Override
  public Mail startMail() {
    return ownMail.startMail();
  }

  /** Ends them before the build does, when it needs them no more. */
  void end() {
    if (Files.exists(address())) {
      ask("end");
    }
  }

  private String ask(String server) {
    URI wanted = URI.create("http://" + Ports.HOST + ":" + port() + "/" + server);
    HttpRequest request =
        HttpRequest.newBuilder(wanted)
            .timeout(TO_ANSWER)
            .header(BuildServers.CLIENT, Long.toString(ProcessHandle.current().pid()))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new ServerFailure(answer.body());
      }
      return answer.body();
    } catch (IOException e) {
      throw new ServerFailure("The servers of the build don't answer at " + wanted, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerFailure("Interrupted while a server was starting", e);
    }
  }

  private String port() {
    Path address = address();
    try {
      Files.createDirectories(folder());
      synchronized (Runtime.getRuntime()) { // a file lock is held by the JVM, not by the thread
        try (FileChannel file =
                FileChannel.open(
                    address.resolveSibling("build.lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            FileLock lock = file.lock()) {
          if (lock.isValid() && !Files.exists(address)) {
            begin(address);
          }
        }
      }
      return Files.readString(address);
    } catch (IOException e) {
      throw new ServerFailure("Can't use " + address, e);
    }
  }

  private void begin(Path address) throws IOException {
    Path log = address.resolveSibling("build.log");
    Process begun =
        Children.startFor(
            build,
            "test servers",
            Stream.of(
                    Places.java(),
                    "-Xmx256m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "--enable-native-access=ALL-UNNAMED",
                    "-Drollcall.root=" + Places.root(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    BuildServers.class.getName(),
                    Long.toString(build.pid()),
                    address.toString())
                .toList(),
            Places.root(),
            log);
    Eventually.there(
        "the process of the build's servers, whose log is " + log,
        () -> Optional.of(address).filter(file -> Files.exists(file) || !begun.isAlive()));
    if (!begun.isAlive()) {
      throw new ServerFailure("The servers of the build ended at once; their log is " + log);
    }
  }

  /** Named after the build, so that one that is gone leaves no trace that misleads another. */
  private Path address() {
    String started =
        build.info().startInstant().map(moment -> "-" + moment.toEpochMilli()).orElse("");
    return folder().resolve("build-" + build.pid() + started + ".port");
  }

  private static Path folder() {
    return Places.root().resolve("target/servers");
  }
}
