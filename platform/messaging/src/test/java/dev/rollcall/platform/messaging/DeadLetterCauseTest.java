package dev.rollcall.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DeadLetterCauseTest {

  record Note(UUID id) {}

  @Test
  @DisplayName("A failure that trying again can't help is told by its kind")
  void permanent() {
    assertThat(DeadLetterCause.of(new PermanentFailure(Poison.TOO_LARGE, "2 MiB")))
        .hasMessage("too large: 2 MiB")
        .hasNoCause();
  }

  @Test
  @DisplayName("Every other failure is told by its class, without what is private in its message")
  void failed() {
    assertThat(DeadLetterCause.of(new IllegalStateException("no mail to ann@acme.test")))
        .hasMessage("failed: IllegalStateException: no mail to …");
  }

  @Test
  @DisplayName("A payload that a library couldn't read is told by its place, not by its words")
  void unread() {
    var failure = catchUnread();

    assertThat(failure).hasMessageContaining("Ann Secret");
    assertThat(DeadLetterCause.of(failure))
        .hasMessage("wrong schema: /id is not as agreed (InvalidFormatException)")
        .hasNoCause();
  }

  private static IllegalArgumentException catchUnread() {
    return catchThrowableOfType(
        IllegalArgumentException.class,
        () -> new ObjectMapper().convertValue(Map.of("id", "Ann Secret"), Note.class));
  }
}
