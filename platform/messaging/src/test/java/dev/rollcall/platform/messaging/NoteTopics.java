package dev.rollcall.platform.messaging;

import dev.rollcall.platform.test.SharedServers;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/** Makes the topics of these tests before the application reads them. */
public final class NoteTopics implements QuarkusTestResourceLifecycleManager {

  static final String NOTES = "test.note.v1";
  static final String DEAD_LETTERS = "test.note.v1.platform.notes.dlq";
  static final String RETRIES = "test.note.v1.platform.notes.retry";

  @Override
  public Map<String, String> start() {
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, SharedServers.kafka()))) {
      Set<String> there = admin.listTopics().names().get();
      admin.createTopics(missing(there)).all().get();
      return Map.of();
    } catch (ExecutionException e) {
      throw new IllegalStateException("no topics", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void stop() {}

  private static List<NewTopic> missing(Set<String> there) {
    return Stream.of(NOTES, DEAD_LETTERS, RETRIES)
        .filter(topic -> !there.contains(topic))
        .map(topic -> new NewTopic(topic, 3, (short) 1))
        .toList();
  }
}
