package dev.rollcall.platform.web;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/** Publishes on {@code rollcall.user.v1} what identity would. */
final class UserTopic implements AutoCloseable {

  static final int PARTITIONS = 3;
  private static final UUID NOBODY = new UUID(0, 0);
  private static final String TOPIC = "rollcall.user.v1";

  private final KafkaProducer<String, String> producer =
      new KafkaProducer<>(
          Map.of(
              "bootstrap.servers",
              ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class)),
          new StringSerializer(),
          new StringSerializer());

  void publish(String type, Member member) throws ExecutionException, InterruptedException {
    send(
        record(
            null,
            type,
            member.company(),
            member.user().toString(),
            member.version(),
            member.json()));
  }

  /** All that was published before has arrived, on every partition. */
  void beat() throws ExecutionException, InterruptedException {
    for (int partition = 0; partition < PARTITIONS; partition++) {
      String beat = "{\"partition\":%d,\"at\":\"%s\"}".formatted(partition, Instant.now());
      send(record(partition, "rollcall.user.heartbeat.v1", NOBODY, "heartbeat", 1, beat));
    }
  }

  private void send(ProducerRecord<String, String> record)
      throws ExecutionException, InterruptedException {
    producer.send(record).get();
  }

  private static ProducerRecord<String, String> record(
      @Nullable Integer partition,
      String type,
      UUID company,
      String key,
      long version,
      String payload) {
    var record = new ProducerRecord<>(TOPIC, partition, key, payload);
    Map.of(
            "ce_specversion",
            "1.0",
            "ce_id",
            UUID.randomUUID().toString(),
            "ce_source",
            "/rollcall/identity",
            "ce_type",
            type,
            "ce_subject",
            key,
            "ce_time",
            Instant.now().toString(),
            "ce_companyid",
            company.toString(),
            "ce_aggregateversion",
            Long.toString(version))
        .forEach(
            (name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
    return record;
  }

  @Override
  public void close() {
    producer.close();
  }
}
