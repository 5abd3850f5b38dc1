package dev.rollcall.bench.scenario;

import static dev.rollcall.bench.report.Goal.atLeast;
import static dev.rollcall.bench.report.Goal.atMost;

import dev.rollcall.bench.stack.BenchCompany;
import dev.rollcall.platform.test.server.ServerFailure;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * PERF-4: from an outbox row's commit until a consumer has the record, and how fast the services'
 * own consumers work off a backlog.
 */
public final class EventsScenario implements Scenario {

  private static final int PER_SECOND = 100;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Of a type that nobody handles, on a topic with little else. */
  private static final String MEASURED_TOPIC = "rollcall.number-request.v1";

  private static final String INSERT =
      """
      insert into outbox (id, topic, aggregate_id, type, payload, company_id, aggregate_version,
        causation_id, traceparent, source, dataschema)
      values (uuidv7(), ?, ?, 'rollcall.bench.measured.v1', '{}', ?, 1, 'bench',
        '00-00000000000000000000000000000001-0000000000000001-00', '/rollcall/bench', 'none')
      """;

  private static final String BACKLOG_TOPIC = "rollcall.license.v1";

  /** The services that keep a view of licenses, each by a consumer of its own. */
  private static final List<String> CONSUMERS = List.of("identity", "numbering");

  @Override
  public String name() {
    return "events";
  }

  @Override
  public String about() {
    return "PERF-4: commit → consumed at 100/s, and how fast a backlog is worked off";
  }

  @Override
  public void run(Bench bench) {
    try {
      commitToConsumed(bench, bench.many(2_000, 500));
      backlog(bench, bench.many(100_000, 5_000), Duration.ofSeconds(bench.many(120, 10)));
    } catch (SQLException e) {
      throw new ServerFailure("The database can't be asked: " + e.getMessage(), e);
    }
  }

  private void commitToConsumed(Bench bench, int events) throws SQLException {
    UUID run = UUID.randomUUID();
    Map<String, Long> committed = new ConcurrentHashMap<>();
    Map<String, Long> seen = new HashMap<>();
    try (var consumer = new KafkaConsumer<String, String>(consumerSettings(bench));
        var writer = Executors.newSingleThreadScheduledExecutor();
        Connection database = bench.suite().admin("numbering")) {
      toTheEnd(consumer, MEASURED_TOPIC);
      AtomicInteger next = new AtomicInteger();
      var schedule =
          writer.scheduleAtFixedRate(
              () -> {
                if (next.get() < events) {
                  write(database, run, run + "-" + next.getAndIncrement(), committed);
                }
              },
              0,
              TimeUnit.SECONDS.toNanos(1) / PER_SECOND,
              TimeUnit.NANOSECONDS);
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (seen.size() < events && System.nanoTime() < deadline) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(100))) {
          if (text(record, "ce_companyid").equals(run.toString())) {
            seen.putIfAbsent(record.key(), System.nanoTime());
          }
        }
      }
      schedule.cancel(false);
    }
    List<Double> millis = new ArrayList<>();
    seen.forEach((key, at) -> millis.add((at - Objects.requireNonNull(committed.get(key))) / 1e6));
    if (millis.size() < events) {
      throw new ServerFailure("%d of %d events arrived".formatted(millis.size(), events));
    }
    bench.report().add(name(), "p50 commit → consumed", Medians.quantile(millis, 0.5), "ms");
    bench
        .report()
        .add(name(), "p99 commit → consumed", Medians.quantile(millis, 0.99), "ms", atMost(50));
  }

  private static void write(
      Connection database, UUID run, String key, Map<String, Long> committed) {
    try (PreparedStatement insert = database.prepareStatement(INSERT)) {
      insert.setString(1, MEASURED_TOPIC);
      insert.setString(2, key);
      insert.setObject(3, run);
      // The clock starts before the commit, so the figure errs upwards.
      committed.put(key, System.nanoTime());
      insert.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Events of licenses that nobody has heard of yet, so that each has its effect. */
  private void backlog(Bench bench, int events, Duration atMost) throws SQLException {
    List<BenchCompany> companies = BenchCompany.make(bench.suite(), 4, 1);
    List<ConsumerRecord<String, String>> originals = originals(bench, companies);
    Map<String, Integer> before = counts(bench, companies);
    long began = System.nanoTime();
    publish(bench, originals, events);
    double publishing = (System.nanoTime() - began) / 1e9;
    Map<String, Double> rates = new HashMap<>();
    while (rates.size() < CONSUMERS.size()) {
      Bench.pause(Duration.ofMillis(200));
      double seconds = (System.nanoTime() - began) / 1e9;
      boolean over = seconds > atMost.toSeconds() + publishing;
      for (Map.Entry<String, Integer> count : counts(bench, companies).entrySet()) {
        int done = count.getValue() - before.getOrDefault(count.getKey(), 0);
        if (done >= events || over) {
          rates.putIfAbsent(count.getKey(), done / seconds);
        }
      }
    }
    for (String service : CONSUMERS) {
      bench
          .report()
          .add(
              name(),
              "backlog worked off by " + service,
              rates.getOrDefault(service, 0.0),
              "/s",
              atLeast(2_000));
    }
  }

  private static List<ConsumerRecord<String, String>> originals(
      Bench bench, List<BenchCompany> companies) {
    Map<String, ConsumerRecord<String, String>> found = new HashMap<>();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try (var consumer = new KafkaConsumer<String, String>(consumerSettings(bench))) {
      consumer.assign(partitions(consumer, BACKLOG_TOPIC));
      consumer.seekToBeginning(consumer.assignment());
      while (found.size() < companies.size() && System.nanoTime() < deadline) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
          String company = text(record, "ce_companyid");
          if (text(record, "ce_type").equals("rollcall.license.created.v1")
              && companies.stream().anyMatch(it -> it.id().equals(company))) {
            found.putIfAbsent(company, record);
          }
        }
      }
    }
    return List.copyOf(found.values());
  }

  private static void publish(
      Bench bench, List<ConsumerRecord<String, String>> originals, int events) {
    Properties settings = new Properties();
    settings.put("bootstrap.servers", bench.suite().kafkaBootstrap());
    settings.put("key.serializer", StringSerializer.class.getName());
    settings.put("value.serializer", StringSerializer.class.getName());
    settings.put("linger.ms", "20");
    try (var producer = new KafkaProducer<String, String>(settings)) {
      Future<?> last = CompletableFuture.completedFuture(null);
      for (int n = 0; n < events; n++) {
        ConsumerRecord<String, String> original = originals.get(n % originals.size());
        String license = UUID.randomUUID().toString();
        RecordHeaders headers = new RecordHeaders(original.headers().toArray());
        headers.remove("ce_id");
        headers.add("ce_id", UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8));
        last =
            producer.send(
                new ProducerRecord<>(
                    BACKLOG_TOPIC,
                    null,
                    null,
                    license,
                    original.value().replace(original.key(), license),
                    headers));
      }
      last.get();
    } catch (ExecutionException e) {
      throw new ServerFailure("Kafka didn't take the backlog: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerFailure("Interrupted", e);
    }
  }

  private static Map<String, Integer> counts(Bench bench, List<BenchCompany> companies)
      throws SQLException {
    Map<String, Integer> counts = new HashMap<>();
    for (String service : CONSUMERS) {
      try (Connection admin = bench.suite().admin(service);
          PreparedStatement query =
              admin.prepareStatement(
                  "select count(*) from license_view where company_id = any (?)")) {
        query.setArray(
            1,
            admin.createArrayOf(
                "uuid", companies.stream().map(it -> UUID.fromString(it.id())).toArray()));
        try (ResultSet row = query.executeQuery()) {
          row.next();
          counts.put(service, row.getInt(1));
        }
      }
    }
    return counts;
  }

  private static void toTheEnd(KafkaConsumer<String, String> consumer, String topic) {
    List<TopicPartition> partitions = partitions(consumer, topic);
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
  }

  private static List<TopicPartition> partitions(
      KafkaConsumer<String, String> consumer, String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(it -> new TopicPartition(topic, it.partition()))
        .toList();
  }

  private static String text(ConsumerRecord<String, String> record, String name) {
    @Nullable Header header = record.headers().lastHeader(name);
    return Optional.ofNullable(header)
        .map(it -> new String(it.value(), StandardCharsets.UTF_8))
        .orElse("");
  }

  private static Properties consumerSettings(Bench bench) {
    Properties settings = new Properties();
    settings.put("bootstrap.servers", bench.suite().kafkaBootstrap());
    settings.put("enable.auto.commit", "false");
    settings.put("key.deserializer", StringDeserializer.class.getName());
    settings.put("value.deserializer", StringDeserializer.class.getName());
    return settings;
  }
}
