package dev.rollcall.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.rollcall.local.stack.LocalStack;
import dev.rollcall.platform.test.server.Places;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TopicListTest {

  private static final String CHANNEL = "mp.messaging.incoming.";

  /** Fed in every service that keeps the view; set once in platform/web. */
  private static final Set<String> VIEWS =
      Set.of(
          "rollcall.user.v1/invitation.members",
          "rollcall.user.v1/numbering.members",
          "rollcall.user.v1/billing.members");

  @Test
  @DisplayName("EVENTS the list of topics names exactly the groups that consume")
  void listIsTrue() throws IOException {
    Set<String> consuming = new TreeSet<>(VIEWS);
    for (String service : LocalStack.SERVICES) {
      Properties settings = settings(service);
      for (String key : settings.stringPropertyNames()) {
        if (key.startsWith(CHANNEL) && key.endsWith(".group.id")) {
          String channel = key.substring(0, key.length() - ".group.id".length());
          String[] topics = settings.getProperty(channel + ".topics").split(",");
          consuming.add(topics[0] + "/" + settings.getProperty(key));
        }
      }
    }

    assertThat(consuming).isEqualTo(listed());
  }

  @Test
  @DisplayName(
      "EVENTS each group reads its topic and its own retry topic, and parks in its own DLQ")
  void groupsHaveTheirOwn() throws IOException {
    List<Properties> all = new ArrayList<>();
    for (String service : LocalStack.SERVICES) {
      all.add(settings(service));
    }

    assertThat(all).allSatisfy(TopicListTest::groupsHaveTheirOwn);
  }

  private static void groupsHaveTheirOwn(Properties settings) {
    settings.stringPropertyNames().stream()
        .filter(key -> key.startsWith(CHANNEL) && key.endsWith(".group.id"))
        .map(key -> key.substring(0, key.length() - ".group.id".length()))
        .forEach(channel -> groupHasItsOwn(settings, channel));
  }

  private static void groupHasItsOwn(Properties settings, String channel) {
    String[] topics = settings.getProperty(channel + ".topics").split(",");
    String ofGroup = topics[0] + "." + settings.getProperty(channel + ".group.id");
    assertThat(topics).containsExactly(topics[0], ofGroup + ".retry");
    assertThat(settings.getProperty(channel + ".dead-letter-queue.topic"))
        .isEqualTo(ofGroup + ".dlq");
  }

  private static Set<String> listed() throws IOException {
    Set<String> listed = new TreeSet<>();
    JsonNode list =
        new YAMLMapper().readTree(Places.root().resolve("platform/contracts/topics.yaml").toFile());
    for (JsonNode topic : list.path("topics")) {
      topic
          .path("consumers")
          .forEach(group -> listed.add(topic.path("name").asText() + "/" + group.asText()));
    }
    return listed;
  }

  private static Properties settings(String service) throws IOException {
    var file =
        Places.root().resolve(service + "-service/src/main/resources/application.properties");
    var settings = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      settings.load(reader);
    }
    return settings;
  }
}
