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
  private static final String RETRIES = "rollcall.user.v1.invitation.members.retry";
  private static final String UPDATED = "rollcall.user.updated.v1";
  private static final String HEARTBEAT = "rollcall.user.heartbeat.v1";

  private final KafkaProducer<String, String> producer =
      new KafkaProducer<>(
          Map.of(
              "bootstrap.servers",
              ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class)),
          new StringSerializer(),
          new StringSerializer());

  void publish(String type, Member member) throws ExecutionException, InterruptedException {
    publishOn(TOPIC, type, member);
  }

  /** Hands the group of the service under test an event again. */
  void replay(String type, Member member) throws ExecutionException, InterruptedException {
    publishOn(RETRIES, type, member);
  }

  /** An event of theirs whose payload nobody can read. */
  void publishUnreadable(Member member) throws ExecutionException, InterruptedException {
    String user = member.user().toString();
    send(record(TOPIC, null, UPDATED, member.company(), user, member.version(), "{"));
  }

  /**
   * The state of a member in a record that doesn't say whose it is, and of a type that is none.
   *
   * @return the record as somebody mends it, to be replayed
   */
  ProducerRecord<String, String> publishNobodys(Member member)
      throws ExecutionException, InterruptedException {
    var broken =
        record(TOPIC, 0, "unknown", member.company(), "somebody", member.version(), member.json());
    send(broken);
    var mended =
        new ProducerRecord<>(RETRIES, null, broken.key(), broken.value(), broken.headers());
    mended.headers().add("ce_type", UPDATED.getBytes(StandardCharsets.UTF_8));
    return mended;
  }

  /** A beat that comes by the retry topic. */
  void replayBeat(Instant at) throws ExecutionException, InterruptedException {
    send(record(RETRIES, 0, HEARTBEAT, NOBODY, "heartbeat", 1, beat(0, at)));
  }

  private void publishOn(String topic, String type, Member member)
      throws ExecutionException, InterruptedException {
    send(
        record(
            topic,
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
      String beat = beat(partition, Instant.now());
      send(record(TOPIC, partition, HEARTBEAT, NOBODY, "heartbeat", 1, beat));
    }
  }

  private static String beat(int partition, Instant at) {
    return "{\"partition\":%d,\"at\":\"%s\"}".formatted(partition, at);
  }

  void send(ProducerRecord<String, String> record) throws ExecutionException, InterruptedException {
    producer.send(record).get();
  }

  private static ProducerRecord<String, String> record(
      String topic,
      @Nullable Integer partition,
      String type,
      UUID company,
      String key,
      long version,
      String payload) {
    var record = new ProducerRecord<>(topic, partition, key, payload);
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
