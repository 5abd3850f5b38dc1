package dev.rollcall.platform.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends to the real Kafka what another service would publish, and reads what is there: CloudEvents
 * in binary mode (EVENTS.md, Envelope).
 */
public final class Events {

  private static final int SEND_SECONDS = 20;
  private static final Duration POLL = Duration.ofMillis(200);

  private Events() {}

  /**
   * A record as it is on a topic.
   *
   * @param type {@code ce_type}; empty where the header is missing
   * @param headers every header as text
   * @param payload the body; a missing node for a tombstone, and for what is no JSON
   */
  public record Seen(
      String topic,
      int partition,
      String key,
      String type,
      Map<String, String> headers,
      JsonNode payload) {

    /** {@code ce_companyid}, or text that is no id where it is missing. */
    public String companyId() {
      return headers.getOrDefault("ce_companyid", "");
    }
  }

  /**
   * Sends an event whose payload is checked against its contract first.
   *
   * @param key the aggregate's id, also {@code ce_subject}
   * @param type e.g. {@code rollcall.user.joined.v1}
   * @param version {@code ce_aggregateversion}, from 1
   * @param payload JSON text, or anything that Jackson writes
   * @return {@code ce_id}
   */
  public static UUID send(
      String topic, String key, String type, UUID companyId, long version, Object payload) {
    UUID id = UUID.randomUUID();
    send(id, topic, key, type, companyId, version, payload);
    return id;
  }

  /** The same with a {@code ce_id} of the test's choice, to deliver an event twice. */
  public static void send(
      UUID id,
      String topic,
      String key,
      String type,
      UUID companyId,
      long version,
      Object payload) {
    Contracts.validate(type, payload);
    sendRaw(topic, null, key, headers(id, key, type, companyId, version), Json.write(payload));
  }

  /** Sends the contract's example of that type, under the key and the company that are in it. */
  public static void sendExample(String topic, String key, String type, long version) {
    String example = Contracts.example(type);
    UUID company = UUID.fromString(Json.read(example).path("companyId").asText());
    send(topic, key, type, company, version, example);
  }

  /**
   * Sends any record at all, broken ones too.
   *
   * @param partition null for the key's
   */
  public static void sendRaw(
      String topic,
      @Nullable Integer partition,
      String key,
      Map<String, String> headers,
      @Nullable String value) {
    ProducerRecord<String, String> event = new ProducerRecord<>(topic, partition, key, value);
    headers.forEach(
        (name, text) -> event.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
    try {
      Producer.ONE.send(event).get(SEND_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("Kafka doesn't take a record for " + topic, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** The headers of an event (EVENTS.md, Envelope). */
  public static Map<String, String> headers(
      UUID id, String subject, String type, UUID companyId, long version) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("ce_specversion", "1.0");
    headers.put("ce_id", id.toString());
    headers.put("ce_source", "/rollcall/test");
    headers.put("ce_type", type);
    headers.put("ce_subject", subject);
    headers.put("ce_time", Instant.now().truncatedTo(ChronoUnit.MICROS).toString());
    headers.put("ce_dataschema", "platform/contracts/schemas/" + type + ".json");
    headers.put("ce_companyid", companyId.toString());
    headers.put("ce_aggregateversion", Long.toString(version));
    headers.put("ce_causationid", id.toString());
    headers.put("content-type", "application/json");
    return headers;
  }

  /** Everything that is on the topic now, in order per partition. */
  public static List<Seen> read(String topic) {
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", SharedServers.kafka()),
            new StringDeserializer(),
            new StringDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<Seen> seen = new ArrayList<>();
      while (partitions.stream()
          .anyMatch(one -> consumer.position(one) < ends.getOrDefault(one, 0L))) {
        consumer.poll(POLL).forEach(one -> seen.add(seen(one)));
      }
      return seen;
    }
  }

  /** The first record of the topic that is like that, as soon as it is there. */
  public static Seen await(String topic, Predicate<Seen> like) {
    return Eventually.there(
        "a record on " + topic, () -> read(topic).stream().filter(like).findFirst());
  }

  private static Seen seen(ConsumerRecord<String, String> event) {
    Map<String, String> headers = new HashMap<>();
    for (Header header : event.headers()) {
      headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
    }
    return new Seen(
        event.topic(),
        event.partition(),
        Optional.ofNullable(event.key()).orElse(""),
        headers.getOrDefault("ce_type", ""),
        headers,
        payload(event.value()));
  }

  private static JsonNode payload(@Nullable String value) {
    try {
      return Json.read(value == null ? "" : value);
    } catch (IllegalArgumentException noJson) {
      return MissingNode.getInstance();
    }
  }

  /** One producer, made at the first use; it sends whatever a topic takes (topics.yaml). */
  private static final class Producer {

    private static final int LARGEST = 3_145_728;

    static final KafkaProducer<String, String> ONE =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                SharedServers.kafka(),
                "linger.ms",
                0,
                "max.request.size",
                LARGEST),
            new StringSerializer(),
            new StringSerializer());
  }
}
