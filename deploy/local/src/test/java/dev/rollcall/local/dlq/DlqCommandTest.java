package dev.rollcall.local.dlq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.platform.test.Events;
import dev.rollcall.platform.test.Events.Seen;
import dev.rollcall.platform.test.SharedServers;
import dev.rollcall.platform.test.server.Ports;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Each test has a dead-letter topic to itself. */
class DlqCommandTest {

  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  private static final String PAYLOAD = "{\"firstName\":\"Ann\"}";

  private final UUID company = UUID.randomUUID();

  @Test
  @DisplayName("X-1 the list counts what wasn't replayed yet, with its commonest cause")
  void list() {
    String topic = "rollcall.user.v1.billing.users";
    park(topic, "wrong schema: /status is missing");
    park(topic, "wrong schema: /userId is missing");
    UUID replayed = park(topic, "failed: IllegalStateException: no");
    dlq("replay " + topic + ".dlq --id " + replayed);

    List<String> lines = dlq("list");

    assertThat(lines)
        .filteredOn(line -> line.endsWith(topic + ".dlq"))
        .singleElement()
        .asString()
        .matches(" +2 +20.*Z +20.*Z +wrong schema \\(2\\) .*");
  }

  @Test
  @DisplayName("A dead letter is shown with its cause, its event and its trace, not its payload")
  void show() {
    String topic = "rollcall.license.v1.identity.licenses";
    UUID event = park(topic, "unknown type: x\u001b[2J");

    String shown = String.join("\n", dlq("show " + topic + ".dlq"));

    assertThat(shown)
        .contains(
            event.toString(),
            company.toString(),
            "rollcall.thing.made.v1",
            "unknown type: x?[2J",
            "some.topic-2@17",
            TRACE)
        .doesNotContain("Ann");
  }

  @Test
  @DisplayName("The payload is shown to who asks for it, of as many letters as they ask for")
  void showPayload() {
    String topic = "rollcall.license.v1.numbering.licenses";
    UUID older = park(topic, "failed: first");
    UUID newer = park(topic, "failed: second");

    String shown = String.join("\n", dlq("show " + topic + ".dlq --payload --limit 1"));

    assertThat(shown).contains(newer.toString(), PAYLOAD).doesNotContain(older.toString());
  }

  @Test
  @DisplayName("X-1 a replay sends the event as it was to the group's own retry topic")
  void replayOne() {
    String topic = "rollcall.number.v1.identity.numbers";
    UUID first = park(topic, "failed: first");
    UUID second = park(topic, "failed: second");

    List<String> told = dlq("replay " + topic + ".dlq --id " + second);

    assertThat(told).containsExactly("Replayed 1 to " + topic + ".retry");
    Seen replayed = Events.read(topic + ".retry").getFirst();
    assertThat(replayed.key()).isEqualTo(second.toString());
    assertThat(replayed.payload().path("firstName").asText()).isEqualTo("Ann");
    assertThat(replayed.headers())
        .isEqualTo(original(second))
        .doesNotContainKey("dead-letter-reason");
    assertThat(dlq("replay " + topic + ".dlq --all"))
        .containsExactly("Replayed 1 to " + topic + ".retry");
    assertThat(Events.read(topic + ".retry"))
        .extracting(Seen::key)
        .containsExactly(second.toString(), first.toString());
  }

  @Test
  @DisplayName("X-2 what was replayed isn't replayed again; what is parked later is")
  void replayAll() {
    String topic = "rollcall.number.v1.billing.numbers";
    Stream.of("one", "two", "three").forEach(cause -> park(topic, "failed: " + cause));

    assertThat(dlq("replay " + topic + ".dlq --all")).first().asString().contains("Replayed 3 ");
    assertThat(dlq("replay " + topic + ".dlq --all")).first().asString().contains("Replayed 0 ");
    park(topic, "failed: four");

    assertThat(dlq("replay " + topic + ".dlq --all")).first().asString().contains("Replayed 1 ");
    assertThat(Events.read(topic + ".retry")).hasSize(4);
  }

  @Test
  @DisplayName("X-1 a dead letter without an envelope can be replayed too")
  void nameless() {
    String topic = "rollcall.charge.v1.numbering.charges";
    Events.sendRaw(topic + ".dlq", null, "key", Map.of("dead-letter-reason", "broken"), "{}");

    dlq("replay " + topic + ".dlq --all");

    assertThat(Events.read(topic + ".retry"))
        .singleElement()
        .extracting(Seen::headers)
        .isEqualTo(Map.of());
  }

  @Test
  @DisplayName("An event that isn't there, or was replayed, is told with what to do")
  void unknownEvent() {
    assertThatThrownBy(() -> dlq("replay rollcall.company.v1.billing.companies.dlq --id nobody"))
        .isInstanceOf(DlqFailure.class)
        .hasMessageContaining("event nobody")
        .hasMessageContaining("dlq show");
  }

  @Test
  @DisplayName("A topic that isn't there is told with what to do")
  void unknownTopic() {
    assertThatThrownBy(() -> dlq("show rollcall.user.v1.nobody.dlq"))
        .isInstanceOf(DlqFailure.class)
        .hasMessageContaining("no topic rollcall.user.v1.nobody.dlq")
        .hasMessageContaining("dlq list");
  }

  @Test
  @DisplayName("A Kafka that isn't there is told with what to do")
  void away() {
    String nowhere = "localhost:" + Ports.free();

    assertThatThrownBy(
            () ->
                DlqCommand.run(
                    List.of("list", "--bootstrap", nowhere), line -> {}, Clock.systemUTC()))
        .isInstanceOf(DlqFailure.class)
        .hasMessageContaining(nowhere)
        .hasMessageContaining("./rollcall up");
  }

  /** As a consumer parks what it gives up. */
  private UUID park(String topicOfGroup, String cause) {
    UUID event = UUID.randomUUID();
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("dead-letter-reason", cause);
    headers.put("dead-letter-topic", "some.topic");
    headers.put("dead-letter-partition", "2");
    headers.put("dead-letter-offset", "17");
    headers.putAll(original(event));
    Events.sendRaw(topicOfGroup + ".dlq", null, event.toString(), headers, PAYLOAD);
    return event;
  }

  private Map<String, String> original(UUID event) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("ce_id", event.toString());
    headers.put("ce_type", "rollcall.thing.made.v1");
    headers.put("ce_companyid", company.toString());
    headers.put("traceparent", TRACE);
    return headers;
  }

  private static List<String> dlq(String line) {
    List<String> words = new ArrayList<>(List.of(line.split(" ")));
    words.addAll(List.of("--bootstrap", SharedServers.kafka()));
    List<String> told = new ArrayList<>();
    DlqCommand.run(words, told::add, Clock.systemUTC());
    return told;
  }
}
