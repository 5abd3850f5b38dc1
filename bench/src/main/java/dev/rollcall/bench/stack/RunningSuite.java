package dev.rollcall.bench.stack;

import dev.rollcall.bench.measure.Processes;
import dev.rollcall.local.stack.LocalStack;
import dev.rollcall.local.stack.PortPlan;
import dev.rollcall.local.stack.ServiceReplica;
import dev.rollcall.local.story.Api;
import dev.rollcall.platform.test.server.Child;
import dev.rollcall.platform.test.server.Places;
import dev.rollcall.platform.test.server.Ports;
import dev.rollcall.platform.test.server.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The packaged suite, started by its own launcher as {@code ./rollcall up} does, so that what is
 * measured is what people run, and that its launcher's CPU isn't the bench's.
 */
public final class RunningSuite implements AutoCloseable {

  private static final Duration TO_START = Duration.ofMinutes(10);
  private static final Duration TO_STOP = Duration.ofMinutes(2);
  private static final String READY = "All parts ready after";

  private final PortPlan ports;
  private final Child launcher;
  private final Duration startedIn;
  private final Path log;

  private RunningSuite(PortPlan ports, Child launcher, Duration startedIn, Path log) {
    this.ports = ports;
    this.launcher = launcher;
    this.startedIn = startedIn;
    this.log = log;
  }

  /** Starts it on empty data and waits until every part is ready. */
  public static RunningSuite fresh(Path data, Path log, int portOffset) {
    return start(data, log, portOffset, List.of("--fresh"));
  }

  /** Starts it on the data of its last run. */
  public static RunningSuite again(Path data, Path log, int portOffset) {
    return start(data, log, portOffset, List.of());
  }

  private static RunningSuite start(Path data, Path log, int portOffset, List<String> options) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Places.java(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Drollcall.root=" + Places.root(),
                "-Drollcall.jvm=production",
                "-cp",
                Places.root().resolve("deploy/local/target").resolve("*")
                    + System.getProperty("path.separator")
                    + Places.root().resolve("deploy/local/target/lib").resolve("*"),
                "dev.rollcall.local.Main",
                "up",
                "--data",
                data.toString(),
                "--port-offset",
                Integer.toString(portOffset)));
    command.addAll(options);
    delete(log);
    long began = System.nanoTime();
    Child launcher = Child.start(Child.Command.of("suite", command, Places.root(), log));
    launcher.await(TO_START, () -> text(log).contains(READY));
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    return new RunningSuite(new PortPlan(portOffset), launcher, took, log);
  }

  private static void delete(Path log) {
    try {
      Files.deleteIfExists(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path log) {
    try {
      return Files.readString(log, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  /** From the launcher's start until every part was ready. */
  public Duration startedIn() {
    return startedIn;
  }

  /** What the launcher has said: a line for each part, with the time that it took. */
  public String said() {
    return text(log);
  }

  public Processes processes() {
    return new Processes(ProcessHandle.of(launcher.pid()).orElseThrow());
  }

  public PortPlan ports() {
    return ports;
  }

  /** Calls through the gateway, by nobody. */
  public Api gateway() {
    return Api.at(URI.create("http://localhost:" + ports.gateway()));
  }

  public URI gatewayUrl() {
    return URI.create("http://localhost:" + ports.gateway());
  }

  public URI mailboxUrl() {
    return URI.create("http://localhost:" + ports.mailbox());
  }

  /** A service's first replica, for what the gateway doesn't show. */
  public Api service(String service) {
    return Api.at(URI.create("http://localhost:" + ports.service(ServiceReplica.first(service))));
  }

  /** Keycloak itself. */
  public Api keycloak() {
    return Api.at(URI.create("http://localhost:" + ports.keycloak()));
  }

  /** The mail server. */
  public MailSink mails() {
    return new MailSink(Api.at(mailboxUrl()));
  }

  public String kafkaBootstrap() {
    return Ports.HOST + ":" + ports.kafka();
  }

  /** A connection of the server's administrator. */
  public Connection admin(String database) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://%s:%d/%s?reWriteBatchedInserts=true"
            .formatted(Ports.HOST, ports.postgres(), database),
        PostgresServer.ADMIN,
        PostgresServer.ADMIN_PASSWORD);
  }

  /** The names of the four services, each of which is also its database's. */
  public static List<String> services() {
    return LocalStack.SERVICES;
  }

  @Override
  public void close() {
    launcher.close(TO_STOP);
  }
}
