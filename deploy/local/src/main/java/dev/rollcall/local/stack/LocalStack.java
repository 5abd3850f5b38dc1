package dev.rollcall.local.stack;

import dev.rollcall.local.mailbox.MailboxServer;
import dev.rollcall.platform.test.server.Child;
import dev.rollcall.platform.test.server.Children;
import dev.rollcall.platform.test.server.ConnectServer;
import dev.rollcall.platform.test.server.KafkaServer;
import dev.rollcall.platform.test.server.KeycloakServer;
import dev.rollcall.platform.test.server.LocalServer;
import dev.rollcall.platform.test.server.MailServer;
import dev.rollcall.platform.test.server.Ports;
import dev.rollcall.platform.test.server.PostgresServer;
import dev.rollcall.platform.test.server.ServerFailure;
import dev.rollcall.platform.test.server.Topics;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The whole suite on loopback: PostgreSQL, Kafka, Keycloak, Kafka Connect with a connector per
 * service, the mail sink, the four services from their packaged jars, and the gateway. Nothing of
 * it outlives this JVM; what a killed JVM has left running is ended by the next start.
 */
public final class LocalStack implements AutoCloseable {

  /** The services by their short names; each also names its database. */
  public static final List<String> SERVICES =
      List.of("identity", "invitation", "numbering", "billing");

  private static final Duration TO_END = Duration.ofSeconds(10);

  private final StackOptions options;
  private final DataFolder data;
  private final Vertx vertx = Vertx.vertx();
  private final PostgresServer postgres;
  private final KafkaServer kafka;
  private final ConnectServer connect;
  private final MailServer mail;
  private final Services services;
  private final HttpPart gateway;
  private final HttpPart mailbox;
  private final Runnable closing = this::closeParts;
  private @Nullable LocalServer keycloak;

  private LocalStack(StackOptions options, DataFolder data) {
    this.options = options;
    this.data = data;
    PortPlan ports = options.ports();
    Path logs = data.logs();
    this.postgres = new PostgresServer(data.of("postgres"), logs, ports.postgres());
    this.kafka = new KafkaServer(data.of("kafka"), logs, ports.kafka());
    this.connect = new ConnectServer(data.of("connect"), logs, ports.connect(), kafka.bootstrap());
    this.mail = new MailServer(ports.smtp(), ports.imap());
    this.mailbox = new HttpPart("mailbox", ports.mailbox(), new MailboxServer(vertx, mail)::listen);
    this.services = new Services(options, data, vertx);
    this.gateway = GatewayPart.of(options, services, vertx);
  }

  /**
   * Starts everything and waits until every part is ready.
   *
   * @throws ServerFailure when a part doesn't come up; the message names the part and shows the end
   *     of its log. Nothing is left running then
   */
  public static LocalStack start(StackOptions options) {
    Children.endOrphans();
    DataFolder data = DataFolder.open(options.data(), options.fresh());
    try {
      PortCheck.allFree(options.ports());
      LocalStack stack = new LocalStack(options, data);
      stack.startAll();
      return stack;
    } catch (RuntimeException e) {
      data.close();
      throw e;
    }
  }

  private void startAll() {
    Child.beforeEnding(closing);
    try (Startup startup = new Startup(options.progress())) {
      services.listen();
      Startup.Part database = startup.begin("postgres", this::startPostgres);
      Startup.Part broker = startup.begin("kafka", this::startKafka);
      startup.begin("keycloak", this::startKeycloak, database);
      startup.begin("mail", this::startMail);
      startup.begin("gateway", gateway::start);
      Startup.Part worker = startup.begin("connect", connect::start, broker);
      for (String service : SERVICES) {
        Startup.Part running = startup.begin(service, start(service, 1), database, broker);
        startup.begin(service + " outbox", () -> registerOutbox(service), running, worker);
        for (int number = 2; number <= options.replicas(); number++) {
          String part = new ServiceReplica(service, number).part();
          startup.begin(part, start(service, number), running);
        }
      }
      startup.await();
    } catch (RuntimeException e) {
      closeParts();
      throw e;
    }
  }

  private Runnable start(String service, int number) {
    return services.process(new ServiceReplica(service, number))::start;
  }

  private void startPostgres() {
    postgres.start();
    SERVICES.forEach(postgres.databases()::provision);
  }

  private void startKeycloak() {
    PortPlan ports = options.ports();
    LocalServer server =
        KeycloakServer.ofSuite(
            postgres,
            data.of("keycloak"),
            data.logs(),
            ports.keycloak(),
            ports.keycloakManagement(),
            gatewayUrl() + "/auth",
            Map.of(
                "ROLLCALL_CONSOLE_URL", gatewayUrl().toString(),
                "ROLLCALL_SMTP_HOST", Ports.HOST,
                "ROLLCALL_SMTP_PORT", Integer.toString(ports.smtp())));
    keycloak = server;
    server.start();
  }

  private void registerOutbox(String service) {
    Path template = options.root().resolve("deploy/debezium/outbox-connector.json");
    connect.registerConnector(OutboxConnector.of(service, template, options.ports().postgres()));
  }

  private void startKafka() {
    kafka.start();
    Topics.createAll(kafka.bootstrap());
  }

  private void startMail() {
    mail.start();
    mailbox.start();
  }

  /** Where frontends and people go. */
  public URI gatewayUrl() {
    return URI.create("http://localhost:" + options.ports().gateway());
  }

  /** The first replica of a service directly, for its {@code /internal} and {@code /q} paths. */
  public URI serviceUrl(String service) {
    return serviceUrl(ServiceReplica.first(service));
  }

  /** A replica directly. */
  public URI serviceUrl(ServiceReplica replica) {
    return URI.create("http://localhost:" + options.ports().service(replica));
  }

  public URI mailboxUrl() {
    return URI.create("http://localhost:" + options.ports().mailbox());
  }

  public URI keycloakUrl() {
    return URI.create("http://localhost:" + options.ports().keycloak() + "/auth");
  }

  /** The value of {@code bootstrap.servers}. */
  public String kafkaBootstrap() {
    return kafka.bootstrap();
  }

  /** The PostgreSQL server, for tests that look into a database. */
  public PostgresServer postgres() {
    return postgres;
  }

  /**
   * Whether its first stop takes longer, since what makes the next start quick is written then
   * (some 20 s on two cores).
   */
  public boolean learning() {
    return services.processes().stream().anyMatch(ServiceProcess::learning);
  }

  public Path logs() {
    return data.logs();
  }

  /** Whether the data folder held the data of an earlier stack. */
  public boolean resumed() {
    return data.used();
  }

  /** The process id of every part that is a process of its own, by the part's name. */
  public Map<String, Long> pids() {
    Map<String, Long> pids = new LinkedHashMap<>();
    parts().forEach(part -> part.pid().ifPresent(pid -> pids.put(part.name(), pid)));
    return pids;
  }

  /**
   * Ends a part at once, as {@code kill -9} does: without goodbye. Does nothing when it isn't
   * running.
   */
  public void kill(String part) {
    LocalServer server = part(part);
    Optional<ProcessHandle> process = server.pid().flatMap(ProcessHandle::of);
    if (process.isPresent()) {
      List<ProcessHandle> family = new ArrayList<>(process.get().descendants().toList());
      family.add(process.get());
      family.forEach(ProcessHandle::destroyForcibly);
      Waiting.until(
          TO_END, part + " to be gone", () -> family.stream().noneMatch(ProcessHandle::isAlive));
    }
    server.stop();
  }

  /** Stops a part as an operator would: it may finish what it is doing. */
  public void stop(String part) {
    part(part).stop();
  }

  /** Starts a part unless it runs, and waits until it is ready; a further replica, for example. */
  public void start(String part) {
    part(part).start();
  }

  /**
   * Starts a part that was killed or stopped, stops and starts one that runs, and waits until it is
   * ready.
   */
  public void restart(String part) {
    LocalServer server = part(part);
    server.stop();
    server.start();
  }

  /** Restarts the first replica of a service where no line of its log can be written any more. */
  public void restartWithoutLogSpace(String service) {
    services.process(ServiceReplica.first(service)).restartWithoutLogSpace();
  }

  /** Stops everything; the data stays. */
  @Override
  public void close() {
    closeParts();
    data.close();
  }

  private LocalServer part(String name) {
    return parts()
        .filter(part -> part.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No part is called " + name));
  }

  private Stream<LocalServer> parts() {
    return Stream.concat(
        Stream.of(gateway, mailbox, mail),
        Stream.concat(
            services.processes().stream(),
            Stream.concat(signingIn(), Stream.of(connect, kafka, postgres))));
  }

  private Stream<LocalServer> signingIn() {
    return Stream.ofNullable(keycloak);
  }

  /** Who uses others goes before them, so that nobody complains of a server that is gone. */
  private void closeParts() {
    Child.notBeforeEnding(closing);
    Stream.of(gateway, mailbox).forEach(LocalServer::stop);
    List<Runnable> users = new ArrayList<>();
    services.processes().forEach(service -> users.add(service::stopSoon));
    users.add(connect::stop);
    signingIn().forEach(server -> users.add(server::stop));
    sideBySide(users);
    sideBySide(List.of(kafka::stop, postgres::stop, mail::stop));
    vertx.close();
  }

  /** All at once, however few cores there are: they mostly wait. */
  private static void sideBySide(List<Runnable> stops) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      stops.forEach(threads::execute);
    }
  }
}
