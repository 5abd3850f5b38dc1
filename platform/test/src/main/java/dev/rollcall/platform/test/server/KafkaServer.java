package dev.rollcall.platform.test.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;

/**
 * One Kafka broker in KRaft mode as a child JVM. Topics are never made by use; {@link Topics} makes
 * them. Survives a restart on the same data folder.
 */
public final class KafkaServer extends ChildServer {

  private static final Duration TO_FORMAT = Duration.ofSeconds(60);
  private static final Duration TO_START = Duration.ofSeconds(90);
  private static final int ANSWER_MILLIS = 2_000;

  private final Path data;
  private final Path log;
  private final int port;

  /**
   * A broker that isn't running yet.
   *
   * @param data its data folder, formatted at the first start
   * @param logs the folder of its log file, {@code kafka.log}
   */
  public KafkaServer(Path data, Path logs, int port) {
    super("kafka", TO_START);
    this.data = data.toAbsolutePath();
    this.log = logs.toAbsolutePath().resolve("kafka.log");
    this.port = port;
  }

  public int port() {
    return port;
  }

  /** The value of {@code bootstrap.servers}. */
  public String bootstrap() {
    return Ports.HOST + ":" + port;
  }

  @Override
  protected Child.Command command() {
    Ports.mustBeFree(port, name());
    Path settings = writeSettings();
    format(settings);
    return java(Places.archive("kafka").flags(), "kafka.Kafka", List.of(settings.toString()));
  }

  @Override
  public boolean ready() {
    if (!Ports.taken(port)) {
      return false; // an Admin would log a warning for every attempt
    }
    try (Admin admin = Admin.create(client())) {
      return !admin.describeCluster().nodes().get(ANSWER_MILLIS, TimeUnit.MILLISECONDS).isEmpty();
    } catch (ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Map<String, Object> client() {
    return Map.of(
        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
        bootstrap(),
        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
        ANSWER_MILLIS,
        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
        ANSWER_MILLIS);
  }

  private void format(Path settings) {
    if (Files.exists(data.resolve("logs/meta.properties"))) {
      return;
    }
    List<String> arguments =
        List.of("format", "-t", Uuid.randomUuid().toString(), "-c", settings.toString());
    Child.run(java(List.of(), "kafka.tools.StorageTool", arguments), TO_FORMAT);
  }

  private Path writeSettings() {
    Map<String, String> settings = new HashMap<>();
    int controller = Ports.free();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", "1");
    settings.put("controller.quorum.voters", "1@" + Ports.HOST + ":" + controller);
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put("inter.broker.listener.name", "PLAINTEXT");
    settings.put(
        "listeners",
        "PLAINTEXT://%1$s:%2$d,CONTROLLER://%1$s:%3$d".formatted(Ports.HOST, port, controller));
    settings.put("advertised.listeners", "PLAINTEXT://" + Ports.HOST + ":" + port);
    settings.put("log.dirs", data.resolve("logs").toString());
    settings.put("auto.create.topics.enable", "false");
    settings.put("default.replication.factor", "1");
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("offsets.topic.num.partitions", "8");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("transaction.state.log.num.partitions", "4");
    settings.put("share.coordinator.state.topic.replication.factor", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
    settings.put("share.coordinator.state.topic.num.partitions", "1");
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(16 << 20));
    settings.put("num.network.threads", "2");
    settings.put("num.io.threads", "4");
    Path file = data.resolve("server.properties");
    SettingsFile.write(file, settings);
    return file;
  }

  private Child.Command java(List<String> flags, String main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Places.java());
    command.addAll(flags);
    command.addAll(
        List.of(
            "-Xms96m",
            "-Xmx320m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
            "-Dorg.slf4j.simpleLogger.showDateTime=true",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            Places.distribution("kafka", "server") + "/*",
            main));
    command.addAll(arguments);
    return Child.Command.of(name(), command, data, log);
  }
}
