package dev.rollcall.platform.test.server;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;

/**
 * The suite's topics, from {@code platform/contracts/topics.yaml}: every topic there, and a
 * dead-letter topic and a retry topic for each group that reads it.
 */
public final class Topics {

  private static final Duration TO_DELETE = Duration.ofMinutes(2);

  private Topics() {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Catalogue(
      Defaults defaults, PerGroup deadLetters, PerGroup retries, List<Topic> topics) {}

  private record Defaults(int partitions, short replicationFactor, Map<String, String> config) {}

  private record PerGroup(int partitions, Map<String, String> config) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Topic(
      String name,
      @Nullable Integer partitions,
      @Nullable List<String> consumers,
      @Nullable Map<String, String> config) {}

  /** Makes every topic that isn't there yet. Topics that are there stay as they are. */
  public static void createAll(String bootstrap) {
    createMissing(bootstrap, wanted());
  }

  /** Makes every topic anew, and deletes all others: what an earlier test has written is gone. */
  public static void createAnew(String bootstrap) {
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap))) {
      admin.deleteTopics(names(admin));
      // A topic is listed for a moment after it was deleted, and would not be made anew.
      if (!Poll.until(TO_DELETE, () -> names(admin).isEmpty())) {
        throw new ServerFailure("The topics are not deleted: " + names(admin));
      }
    }
    createAll(bootstrap);
  }

  private static Set<String> names(Admin admin) {
    try {
      return admin.listTopics().names().get();
    } catch (ExecutionException e) {
      throw new ServerFailure("Can't list the topics: " + e.getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerFailure("Interrupted while listing the topics", e);
    }
  }

  /** The names of all topics of the suite, dead-letter and retry topics too. */
  public static List<String> names() {
    return wanted().stream().map(NewTopic::name).toList();
  }

  /** Makes those topics that aren't there yet. */
  static void createMissing(String bootstrap, Collection<NewTopic> topics) {
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap))) {
      Set<String> there = admin.listTopics().names().get();
      admin
          .createTopics(topics.stream().filter(topic -> !there.contains(topic.name())).toList())
          .all()
          .get();
    } catch (ExecutionException e) {
      throw new ServerFailure("Can't make the topics: " + e.getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerFailure("Interrupted while making the topics", e);
    }
  }

  private static List<NewTopic> wanted() {
    Catalogue catalogue = read();
    List<NewTopic> wanted = new ArrayList<>();
    for (Topic topic : catalogue.topics()) {
      wanted.add(topicOf(topic, catalogue.defaults()));
      List<String> groups = topic.consumers() == null ? List.of() : topic.consumers();
      for (String group : groups) {
        String ofGroup = topic.name() + "." + group;
        wanted.add(perGroup(ofGroup + ".dlq", catalogue.deadLetters(), catalogue.defaults()));
        wanted.add(perGroup(ofGroup + ".retry", catalogue.retries(), catalogue.defaults()));
      }
    }
    return wanted;
  }

  private static NewTopic topicOf(Topic topic, Defaults defaults) {
    int partitions = topic.partitions() == null ? defaults.partitions() : topic.partitions();
    Map<String, String> config = new HashMap<>(defaults.config());
    config.putAll(topic.config() == null ? Map.of() : topic.config());
    return new NewTopic(topic.name(), partitions, defaults.replicationFactor()).configs(config);
  }

  private static NewTopic perGroup(String name, PerGroup settings, Defaults defaults) {
    return new NewTopic(name, settings.partitions(), defaults.replicationFactor())
        .configs(settings.config());
  }

  private static Catalogue read() {
    Path file = Places.root().resolve("platform/contracts/topics.yaml");
    try {
      return new ObjectMapper(new YAMLFactory()).readValue(file.toFile(), Catalogue.class);
    } catch (IOException e) {
      throw new ServerFailure("Can't read " + file + ": " + e.getMessage(), e);
    }
  }
}
