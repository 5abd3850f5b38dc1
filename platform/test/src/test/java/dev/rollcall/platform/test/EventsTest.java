package dev.rollcall.platform.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EventsTest {

  private static final String TOPIC = "rollcall.user.v1";
  private static final String JOINED = "rollcall.user.joined.v1";

  @Test
  @DisplayName("an event that was sent is read back with its CloudEvents headers")
  void sentAndRead() {
    UUID company = UUID.randomUUID();
    UUID id = Events.send(TOPIC, "bob", JOINED, company, 7, Contracts.example(JOINED));

    Events.Seen seen = Events.await(TOPIC, event -> event.companyId().equals(company.toString()));

    assertThat(seen.key()).isEqualTo("bob");
    assertThat(seen.type()).isEqualTo(JOINED);
    assertThat(seen.headers())
        .containsEntry("ce_id", id.toString())
        .containsEntry("ce_subject", "bob")
        .containsEntry("ce_aggregateversion", "7")
        .containsEntry("ce_specversion", "1.0");
    assertThat(seen.payload()).isEqualTo(Json.read(Contracts.example(JOINED)));
  }

  @Test
  @DisplayName("an event that breaks its contract isn't sent")
  void brokenIsNotSent() {
    assertThatThrownBy(() -> Events.send(TOPIC, "bob", JOINED, UUID.randomUUID(), 1, "{}"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(JOINED);
  }
}
