package dev.rollcall.platform.messaging;

import dev.rollcall.platform.test.SharedServers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Kafka records as another service's connector would write them. */
final class Records implements AutoCloseable {

  static final Duration SOON = Duration.ofSeconds(60);

  private final KafkaProducer<String, String> producer =
      new KafkaProducer<>(
          Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, SharedServers.kafka()),
          new StringSerializer(),
          new StringSerializer());

  /** A valid envelope for a new event of that company. */
  static Map<String, String> envelope(UUID company) {
    var headers = new LinkedHashMap<String, String>();
    headers.put("ce_specversion", "1.0");
    headers.put("ce_id", UUID.randomUUID().toString());
    headers.put("ce_source", "/rollcall/test");
    headers.put("ce_type", "test.note.written.v1");
    headers.put("ce_subject", UUID.randomUUID().toString());
    headers.put("ce_time", Instant.now().toString());
    headers.put("ce_companyid", company.toString());
    headers.put("ce_aggregateversion", "1");
    return headers;
  }

  /** Writes to partition 0, so that what is sent later is read later. */
  void send(Map<String, String> headers, String value) {
    send(NoteTopics.NOTES, headers, value);
  }

  void send(String topic, Map<String, String> headers, String value) {
    var record = new ProducerRecord<>(topic, 0, headers.get("ce_subject"), value);
    headers.forEach(
        (name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
    try {
      producer.send(record).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("not sent", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** The dead letter with that header, awaited. */
  static ConsumerRecord<String, String> deadLetter(String header, String value) {
    List<String> seen = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                SharedServers.kafka(),
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest"),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.assign(
          IntStream.range(0, 3)
              .mapToObj(partition -> new TopicPartition(NoteTopics.DEAD_LETTERS, partition))
              .toList());
      Instant end = Instant.now().plus(SOON);
      while (Instant.now().isBefore(end)) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
          if (value.equals(header(record, header))) {
            return record;
          }
          seen.add(record.key());
        }
      }
    }
    throw new AssertionError("no dead letter with " + header + " = " + value + " among " + seen);
  }

  static String header(ConsumerRecord<String, String> record, String name) {
    var header = record.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    producer.close();
  }
}
