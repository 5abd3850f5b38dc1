package dev.rollcall.local.dlq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DlqArgumentsTest {

  private static final DlqTopic TOPIC = new DlqTopic("rollcall.user.v1.billing.users.dlq");

  @Test
  @DisplayName("Without options the Kafka of the local stack is meant")
  void standards() {
    assertThat(parse("list"))
        .isEqualTo(
            new DlqArguments(new DlqArguments.ListAll(), "localhost:19092", Optional.empty()));
  }

  @Test
  @DisplayName("A stack with a port offset has its Kafka there")
  void offset() {
    assertThat(parse("list --port-offset 100").bootstrap()).isEqualTo("localhost:19192");
  }

  @Test
  @DisplayName("Every option of show is read, wherever it stands")
  void show() {
    assertThat(
            parse("show " + TOPIC.name() + " --payload --bootstrap k:9 --limit 3 --config c.conf"))
        .isEqualTo(
            new DlqArguments(
                new DlqArguments.Show(TOPIC, 3, true), "k:9", Optional.of(Path.of("c.conf"))));
  }

  @Test
  @DisplayName("A replay is of one event or of all")
  void replay() {
    assertThat(parse("replay " + TOPIC.name() + " --all").request())
        .isEqualTo(new DlqArguments.Replay(TOPIC, Optional.empty()));
    assertThat(parse("replay " + TOPIC.name() + " --id 1").request())
        .isEqualTo(new DlqArguments.Replay(TOPIC, Optional.of("1")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "drop",
        "show",
        "show --payload",
        "show rollcall.user.v1",
        "show a.dlq --limit 0",
        "show a.dlq --limit many",
        "show a.dlq --all",
        "replay a.dlq",
        "replay a.dlq --all --id 1",
        "replay a.dlq --id",
        "list more",
        "list --bootstrap",
        "list --port-offset -1"
      })
  @DisplayName("Anything else is refused with a sentence")
  void refused(String line) {
    assertThatThrownBy(() -> parse(line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("(?s)\\p{Upper}.*|--.*|dlq.*|'.*");
  }

  private static DlqArguments parse(String line) {
    return DlqArguments.parse(line.isEmpty() ? List.of() : List.of(line.split(" ")));
  }
}
