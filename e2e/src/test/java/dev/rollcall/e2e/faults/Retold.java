package dev.rollcall.e2e.faults;

import dev.rollcall.e2e.EventLog;
import dev.rollcall.e2e.EventLog.Published;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * What was published about some companies, to be handed once more to those who read it, as dead
 * letters are: by the retry topic of each group, so that no other group and no topic sees an old
 * state again (EVENTS.md).
 */
record Retold(String bootstrap, List<Published> events) {

  private static final Pattern RETRY =
      Pattern.compile("(rollcall\\.[^.]+\\.v\\d+)\\.([a-z]+)\\.[a-z-]+\\.retry");

  /** Everything that the topics still have. */
  static Retold of(String bootstrap, Set<String> companies) {
    List<Published> events = new ArrayList<>();
    companies.forEach(company -> events.addAll(EventLog.of(bootstrap, company)));
    return new Retold(bootstrap, List.copyOf(events));
  }

  /** What is left when time has passed: the newest state of each key, and no requests. */
  Retold compacted() throws ExecutionException, InterruptedException {
    Set<String> states = compactedTopics();
    Map<String, Published> newest = new LinkedHashMap<>();
    events.stream()
        .filter(event -> states.contains(event.topic()))
        .forEach(event -> newest.put(event.topic() + " " + event.key(), event));
    return new Retold(bootstrap, List.copyOf(newest.values()));
  }

  Set<UUID> ids() {
    return events.stream()
        .map(event -> UUID.fromString(event.headers().get("ce_id")))
        .collect(Collectors.toSet());
  }

  /**
   * Hands them to every group of the service: the keys in a random order, what has the same key in
   * its own.
   *
   * @return how many records were written
   */
  int tell(String service, Random random) throws ExecutionException, InterruptedException {
    int written = 0;
    try (KafkaProducer<String, String> producer = producer()) {
      for (String retry : retryTopics()) {
        Matcher name = RETRY.matcher(retry);
        if (name.matches() && name.group(2).equals(service)) {
          for (Published event : shuffled(of(name.group(1)), random)) {
            producer.send(copy(retry, event)).get();
            written++;
          }
        }
      }
    }
    return written;
  }

  private List<Published> of(String topic) {
    return events.stream().filter(event -> event.topic().equals(topic)).toList();
  }

  private static List<Published> shuffled(List<Published> events, Random random) {
    Map<String, Deque<Published>> byKey = new HashMap<>();
    events.forEach(
        event -> byKey.computeIfAbsent(event.key(), key -> new ArrayDeque<>()).add(event));
    List<String> turns = new ArrayList<>(events.stream().map(Published::key).toList());
    Collections.shuffle(turns, random);
    return turns.stream().map(key -> Objects.requireNonNull(byKey.get(key)).removeFirst()).toList();
  }

  private static ProducerRecord<String, String> copy(String topic, Published event) {
    ProducerRecord<String, String> copy = new ProducerRecord<>(topic, event.key(), event.value());
    event
        .headers()
        .forEach((name, text) -> copy.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
    return copy;
  }

  private Set<String> retryTopics() throws ExecutionException, InterruptedException {
    try (Admin admin = admin()) {
      return new TreeSet<>(admin.listTopics().names().get());
    }
  }

  private Set<String> compactedTopics() throws ExecutionException, InterruptedException {
    try (Admin admin = admin()) {
      List<ConfigResource> topics =
          events.stream()
              .map(Published::topic)
              .distinct()
              .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
              .toList();
      return admin.describeConfigs(topics).all().get().entrySet().stream()
          .filter(
              topic ->
                  topic
                      .getValue()
                      .get(TopicConfig.CLEANUP_POLICY_CONFIG)
                      .value()
                      .contains(TopicConfig.CLEANUP_POLICY_COMPACT))
          .map(topic -> topic.getKey().name())
          .collect(Collectors.toSet());
    }
  }

  private Admin admin() {
    return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap));
  }

  private KafkaProducer<String, String> producer() {
    return new KafkaProducer<>(
        Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap),
        new StringSerializer(),
        new StringSerializer());
  }
}
