package dev.rollcall.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Everything that the suite has published about one company, as another service would read it. */
public final class EventLog {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * One event as it stands on Kafka.
   *
   * @param headers all of the record's headers by name
   */
  public record Published(
      String topic, String key, Map<String, String> headers, JsonNode payload, String value) {

    public String type() {
      return headers.getOrDefault("ce_type", "");
    }

    public long version() {
      return Long.parseLong(headers.getOrDefault("ce_aggregateversion", "0"));
    }
  }

  /** Not the groups' own: dead letters, and what of them is tried again. */
  private static final Pattern OF_AGGREGATES = Pattern.compile("rollcall\\.[^.]+\\.v\\d+");

  private EventLog() {}

  /** All events of the company that are there now, in the order of each partition. */
  public static List<Published> of(String bootstrap, String companyId) {
    List<Published> found = new ArrayList<>();
    try (var consumer = new KafkaConsumer<String, String>(settings(bootstrap))) {
      List<TopicPartition> partitions =
          consumer.listTopics().values().stream()
              .flatMap(List::stream)
              .filter(it -> OF_AGGREGATES.matcher(it.topic()).matches())
              .map(it -> new TopicPartition(it.topic(), it.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
          Published event = published(record);
          if (companyId.equals(event.headers().get("ce_companyid"))) {
            found.add(event);
          }
        }
      }
    }
    return found;
  }

  /**
   * The types of each aggregate's events in their order, by topic; aggregates without their ids.
   */
  static Map<String, List<List<String>>> sequences(List<Published> events) {
    Map<String, Map<String, List<String>>> byAggregate = new TreeMap<>();
    for (Published event : events) {
      byAggregate
          .computeIfAbsent(event.topic(), topic -> new LinkedHashMap<>())
          .computeIfAbsent(event.key(), key -> new ArrayList<>())
          .add(event.type().replaceAll("^rollcall\\.|\\.v1$", ""));
    }
    Map<String, List<List<String>>> sequences = new TreeMap<>();
    byAggregate.forEach(
        (topic, aggregates) ->
            sequences.put(
                topic,
                aggregates.values().stream()
                    .sorted(java.util.Comparator.comparing(Object::toString))
                    .toList()));
    return sequences;
  }

  private static Properties settings(String bootstrap) {
    var settings = new Properties();
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, "e2e-" + UUID.randomUUID());
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class.getName());
    settings.put(
        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class.getName());
    return settings;
  }

  private static Published published(ConsumerRecord<String, String> record) {
    Map<String, String> headers = new TreeMap<>();
    for (Header header : record.headers()) {
      headers.put(
          header.key(),
          header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8));
    }
    try {
      return new Published(
          record.topic(), record.key(), headers, JSON.readTree(record.value()), record.value());
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON on " + record.topic() + ": " + record.value(), e);
    }
  }
}
