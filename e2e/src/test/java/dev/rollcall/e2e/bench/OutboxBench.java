package dev.rollcall.e2e.bench;

import dev.rollcall.e2e.Suite;
import dev.rollcall.platform.test.server.Databases;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** PERF-4: from an outbox row's commit until a consumer has the record. */
@Tag("bench")
@ExtendWith(Suite.Extension.class)
class OutboxBench {

  private static final int EVENTS = 2_000;
  private static final int PER_SECOND = 100;
  private static final String TOPIC = "rollcall.number-request.v1";

  private static final String INSERT =
      """
      insert into outbox (id, topic, aggregate_id, type, payload, company_id, aggregate_version,
        causation_id, traceparent, source, dataschema)
      values (uuidv7(), ?, ?, 'rollcall.bench.measured.v1', '{}', ?, 1, 'bench',
        '00-00000000000000000000000000000001-0000000000000001-00', '/rollcall/bench', 'none')
      """;

  @Test
  @DisplayName("PERF-4 commit → consumed, 2,000 events at 100/s")
  void commitToConsumed(Suite suite) throws Exception {
    UUID run = UUID.randomUUID();
    Map<String, Long> committed = new ConcurrentHashMap<>();
    try (var consumer = new KafkaConsumer<String, String>(settings(suite));
        var writer = Executors.newSingleThreadScheduledExecutor();
        Connection database = database(suite)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(TOPIC).stream()
              .map(it -> new TopicPartition(TOPIC, it.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToEnd(partitions);
      partitions.forEach(consumer::position);
      List<Integer> left =
          new ArrayList<>(java.util.stream.IntStream.range(0, EVENTS).boxed().toList());
      var schedule =
          writer.scheduleAtFixedRate(
              () -> {
                if (!left.isEmpty()) {
                  write(database, run, run + "-" + left.removeLast(), committed);
                }
              },
              0,
              TimeUnit.SECONDS.toNanos(1) / PER_SECOND,
              TimeUnit.NANOSECONDS);
      Map<String, Long> seen = new HashMap<>();
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
      while (seen.size() < EVENTS && System.nanoTime() < deadline) {
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(
                record -> {
                  var company = record.headers().lastHeader("ce_companyid");
                  if (new String(company.value(), StandardCharsets.UTF_8).equals(run.toString())) {
                    seen.putIfAbsent(record.key(), System.nanoTime());
                  }
                });
      }
      schedule.cancel(false);
      List<Long> nanos = new ArrayList<>();
      seen.forEach((key, at) -> nanos.add(at - Objects.requireNonNull(committed.get(key))));
      Figures.of("commit → consumed at " + PER_SECOND + "/s", nanos).report();
    }
  }

  private static void write(
      Connection database, UUID run, String key, Map<String, Long> committed) {
    try (var insert = database.prepareStatement(INSERT)) {
      insert.setString(1, TOPIC);
      insert.setString(2, key);
      insert.setObject(3, run);
      // The clock starts before the commit, so the figure errs upwards.
      committed.put(key, System.nanoTime());
      insert.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Connection database(Suite suite) throws SQLException {
    String owner = Databases.owner("numbering");
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:%d/numbering".formatted(suite.stack().postgres().port()),
        owner,
        Databases.password(owner));
  }

  private static Properties settings(Suite suite) {
    var settings = new Properties();
    settings.put("bootstrap.servers", suite.stack().kafkaBootstrap());
    settings.put("enable.auto.commit", "false");
    settings.put("key.deserializer", StringDeserializer.class.getName());
    settings.put("value.deserializer", StringDeserializer.class.getName());
    return settings;
  }
}
