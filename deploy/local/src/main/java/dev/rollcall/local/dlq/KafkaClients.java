package dev.rollcall.local.dlq;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Clients of one Kafka: bytes in, bytes out, so that what is replayed is what was there.
 *
 * @param bootstrap its bootstrap servers
 * @param settings what all clients are told
 */
record KafkaClients(String bootstrap, Map<String, Object> settings) {

  /** As retry topics take (topics.yaml). */
  private static final int LARGEST_RECORD = 3_145_728;

  private static final int PATIENCE_MILLIS = 15_000;

  /**
   * Clients of that Kafka.
   *
   * @param file further settings, in the format of Kafka's own tools
   */
  static KafkaClients of(String bootstrap, Optional<Path> file) {
    Map<String, Object> settings = new HashMap<>();
    file.ifPresent(path -> settings.putAll(read(path)));
    settings.put("bootstrap.servers", bootstrap);
    settings.put("client.id", "rollcall.dlq");
    settings.put("default.api.timeout.ms", PATIENCE_MILLIS);
    settings.put("request.timeout.ms", PATIENCE_MILLIS / 3);
    return new KafkaClients(bootstrap, settings);
  }

  Admin admin() {
    return Admin.create(settings);
  }

  /** A consumer without a group: it is told what to read, and commits nothing. */
  KafkaConsumer<byte[], byte[]> consumer() {
    Map<String, Object> told = new HashMap<>(settings);
    told.put("enable.auto.commit", false);
    told.put("auto.offset.reset", "earliest");
    told.put("isolation.level", "read_committed");
    return new KafkaConsumer<>(told, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** A producer whose send is done only when every replica in sync has the record, once. */
  KafkaProducer<byte[], byte[]> producer() {
    Map<String, Object> told = new HashMap<>(settings);
    told.put("acks", "all");
    told.put("enable.idempotence", true);
    told.put("max.request.size", LARGEST_RECORD);
    told.put("max.block.ms", PATIENCE_MILLIS);
    told.put("delivery.timeout.ms", 2 * PATIENCE_MILLIS);
    told.remove("default.api.timeout.ms");
    return new KafkaProducer<>(told, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static Map<String, Object> read(Path file) {
    Properties settings = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      settings.load(reader);
    } catch (IOException e) {
      throw new DlqFailure("Can't read " + file + ": " + e.getMessage(), e);
    }
    Map<String, Object> read = new HashMap<>();
    settings.stringPropertyNames().forEach(key -> read.put(key, settings.getProperty(key)));
    return read;
  }
}
