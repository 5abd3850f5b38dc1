package dev.rollcall.platform.test.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * One Kafka Connect worker in distributed mode with the Debezium PostgreSQL connector, as a child
 * JVM, with the settings that CDC.md found to be fast and safe. Its offsets and connectors live in
 * Kafka.
 */
public final class ConnectServer extends ChildServer {

  private static final Duration TO_START = Duration.ofMinutes(2);
  private static final Duration TO_RUN = Duration.ofSeconds(60);
  private static final Duration TO_ACCEPT = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path data;
  private final Path log;
  private final int port;
  private final String bootstrap;

  /**
   * A worker that isn't running yet.
   *
   * @param data where its settings are written
   * @param logs the folder of its log file, {@code connect.log}
   * @param port of its REST interface
   * @param bootstrap Kafka's bootstrap servers
   */
  public ConnectServer(Path data, Path logs, int port, String bootstrap) {
    super("connect", TO_START);
    this.data = data.toAbsolutePath();
    this.log = logs.toAbsolutePath().resolve("connect.log");
    this.port = port;
    this.bootstrap = bootstrap;
  }

  /** The URL of its REST interface, without a slash at the end. */
  public String url() {
    return "http://" + Ports.HOST + ":" + port;
  }

  @Override
  protected Child.Command command() {
    Ports.mustBeFree(port, name());
    Path settings = writeSettings();
    List<String> command = new ArrayList<>();
    command.add(Places.java());
    command.addAll(Places.archive("connect").flags());
    command.addAll(
        List.of(
            "-Xms64m",
            "-Xmx384m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
            "-Dorg.slf4j.simpleLogger.log.io.debezium=info",
            "-Dorg.slf4j.simpleLogger.showDateTime=true",
            "-cp",
            Places.distribution("connect", "server") + "/*" + File.pathSeparator + extension(),
            "org.apache.kafka.connect.cli.ConnectDistributed",
            settings.toString()));
    return Child.Command.of(name(), command, data, log);
  }

  @Override
  public boolean ready() {
    return Ports.taken(port) && Http.get(url() + "/connectors").isPresent();
  }

  /**
   * Registers a connector, or changes the one of that name, and waits until it and its tasks run.
   * Its heartbeat topic is made first, because a record for a missing topic would block it.
   *
   * @param json {@code {"name": …, "config": {…}}}
   */
  public void registerConnector(String json) {
    JsonNode connector = read(json);
    String name = connector.path("name").asText();
    JsonNode config = connector.path("config");
    makeHeartbeatTopic(config.path("topic.prefix").asText());
    boolean accepted = Poll.until(TO_ACCEPT, () -> accepts(name, config));
    if (!accepted) {
      throw new ServerFailure("Kafka Connect is rebalancing and takes no connector: " + name);
    }
    if (!Poll.until(TO_RUN, () -> running(name))) {
      throw new ServerFailure(
          "The connector "
              + name
              + " doesn't run: "
              + Http.get(url() + "/connectors/" + name + "/status").orElse("no status")
              + ". Its log is "
              + log);
    }
  }

  /** Whether the connector and all its tasks are RUNNING. */
  public boolean running(String connector) {
    return Http.get(url() + "/connectors/" + connector + "/status")
        .map(ConnectServer::read)
        .filter(ConnectServer::allRunning)
        .isPresent();
  }

  /** False when the worker asks to try again (409 while it rebalances). */
  private boolean accepts(String name, JsonNode config) {
    try {
      HttpResponse<String> answer =
          Http.put(url() + "/connectors/" + name + "/config", config.toString());
      if (answer.statusCode() / 100 == 2) {
        return true;
      }
      if (answer.statusCode() == 409 || answer.statusCode() >= 500) {
        return false;
      }
      throw new ServerFailure("Kafka Connect refuses " + name + ": " + answer.body());
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean allRunning(JsonNode status) {
    JsonNode tasks = status.path("tasks");
    boolean running = status.path("connector").path("state").asText().equals("RUNNING");
    for (JsonNode task : tasks) {
      running = running && task.path("state").asText().equals("RUNNING");
    }
    return running && !tasks.isEmpty();
  }

  private void makeHeartbeatTopic(String prefix) {
    NewTopic heartbeats = new NewTopic("__debezium-heartbeat." + prefix, 1, (short) 1);
    Topics.createMissing(
        bootstrap,
        List.of(heartbeats.configs(Map.of("cleanup.policy", "delete", "retention.ms", "600000"))));
  }

  /** The jar with the classes that {@code outbox-connector.json} names. */
  private static Path extension() {
    Path jar = Places.root().resolve("deploy/debezium/target/rollcall-debezium-0.1.0-SNAPSHOT.jar");
    if (!Files.isRegularFile(jar)) {
      throw new ServerFailure(jar + " isn't there: build deploy/debezium first (mvn install).");
    }
    return jar;
  }

  private Path writeSettings() {
    Map<String, String> settings = new HashMap<>();
    settings.put("bootstrap.servers", bootstrap);
    settings.put("group.id", "rollcall-connect");
    settings.put("listeners", url());
    settings.put("rest.advertised.host.name", Ports.HOST);
    settings.put("rest.advertised.port", Integer.toString(port));
    for (String topic : List.of("config", "offset", "status")) {
      settings.put(topic + ".storage.topic", "connect-" + topic);
      settings.put(topic + ".storage.replication.factor", "1");
    }
    settings.put("offset.storage.partitions", "3");
    settings.put("status.storage.partitions", "1");
    settings.put("offset.flush.interval.ms", "1000");
    settings.put("scheduled.rebalance.max.delay.ms", "0");
    settings.put("topic.creation.enable", "false");
    settings.put("producer.enable.idempotence", "true");
    settings.put("connector.client.config.override.policy", "All");
    settings.put("plugin.path", Places.distribution("connect", "plugins").toString());
    settings.put("plugin.discovery", "service_load");
    String strings = "org.apache.kafka.connect.storage.StringConverter";
    settings.put("key.converter", strings);
    settings.put("value.converter", strings);
    settings.put("header.converter", strings);
    Path file = data.resolve("worker.properties");
    SettingsFile.write(file, settings);
    return file;
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new ServerFailure("Not JSON: " + json, e);
    }
  }
}
