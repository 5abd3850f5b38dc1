package dev.rollcall.e2e.faults;

import dev.rollcall.local.stack.Waiting;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The consumer groups of the services. */
record Consumers(String bootstrap) {

  private static final Duration TO_CATCH_UP = Duration.ofMinutes(4);

  /** Has every group of a service that is stopped begin at the beginning. */
  void rewind(String service) throws ExecutionException, InterruptedException {
    try (Admin admin = admin()) {
      for (String group : groups(admin, service + ".")) {
        Waiting.until(TO_CATCH_UP, group + " to be without members", () -> empty(admin, group));
        Map<TopicPartition, OffsetAndMetadata> start =
            committed(admin, group).keySet().stream()
                .collect(
                    Collectors.toMap(
                        partition -> partition, partition -> new OffsetAndMetadata(0)));
        admin.alterConsumerGroupOffsets(group, start).all().get();
      }
    }
  }

  /**
   * Waits until every group has read what was there when this began; the heartbeats go on for ever.
   */
  void awaitCaughtUp() throws ExecutionException, InterruptedException {
    try (Admin admin = admin()) {
      for (String group : groups(admin, "")) {
        Map<TopicPartition, Long> ends = ends(admin, partitions(admin, group));
        Waiting.until(
            TO_CATCH_UP, group + " to catch up", () -> hasRead(committed(admin, group), ends));
      }
    }
  }

  /** Waits until every group has that many members, each of which reads something. */
  void awaitMembers(int members) throws ExecutionException, InterruptedException {
    try (Admin admin = admin()) {
      List<String> groups = groups(admin, "");
      Waiting.until(
          TO_CATCH_UP,
          "every group to have " + members + " members",
          () ->
              value(admin.describeConsumerGroups(groups).all()).values().stream()
                  .allMatch(group -> readers(group) == members));
    }
  }

  private static long readers(ConsumerGroupDescription group) {
    return group.members().stream()
        .filter(member -> !member.assignment().topicPartitions().isEmpty())
        .count();
  }

  private Admin admin() {
    return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap));
  }

  private static List<String> groups(Admin admin, String prefix)
      throws ExecutionException, InterruptedException {
    return admin.listGroups(ListGroupsOptions.forConsumerGroups()).all().get().stream()
        .map(group -> group.groupId())
        .filter(group -> group.startsWith(prefix))
        .filter(group -> group.matches("(identity|invitation|numbering|billing)\\..*"))
        .toList();
  }

  /** Those that it has read, and its retry topics, of which it may have read nothing yet. */
  private static Set<TopicPartition> partitions(Admin admin, String group) {
    Set<TopicPartition> partitions = new HashSet<>(committed(admin, group).keySet());
    value(admin.listTopics().names()).stream()
        .filter(topic -> topic.endsWith("." + group + ".retry"))
        .forEach(topic -> partitions.add(new TopicPartition(topic, 0)));
    return partitions;
  }

  private static boolean empty(Admin admin, String group) {
    return value(admin.describeConsumerGroups(List.of(group)).all()).values().stream()
        .allMatch(described -> described.members().isEmpty());
  }

  private static Map<TopicPartition, OffsetAndMetadata> committed(Admin admin, String group) {
    return value(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
  }

  private static Map<TopicPartition, Long> ends(Admin admin, Set<TopicPartition> partitions) {
    Map<TopicPartition, OffsetSpec> latest =
        partitions.stream()
            .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
    return value(admin.listOffsets(latest).all()).entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue().offset()));
  }

  private static boolean hasRead(
      Map<TopicPartition, OffsetAndMetadata> committed, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> end.getValue() <= offset(committed.get(end.getKey())));
  }

  private static long offset(@Nullable OffsetAndMetadata committed) {
    return committed == null ? 0 : committed.offset();
  }

  private static <T> T value(org.apache.kafka.common.KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
