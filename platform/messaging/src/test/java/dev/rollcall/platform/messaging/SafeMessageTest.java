package dev.rollcall.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SafeMessageTest {

  @Test
  @DisplayName("A kept message names no address, phone number or token")
  void nothingPrivate() {
    var failure =
        new IllegalStateException(
            "550 <ann.b+c@acme.test> +14155550123 token 8Kx0bQpV2mR7sT1uW4yZ6aC9dE3fG5hJ_kLmNoPqRsT");

    assertThat(SafeMessage.of(failure)).isEqualTo("IllegalStateException: 550 <…> … token …");
  }

  @Test
  @DisplayName("A kept message is cut")
  void cut() {
    assertThat(SafeMessage.of(new IllegalStateException("no ".repeat(500)))).hasSize(301);
  }

  @Property
  @Label("RFC 9562 §5.7 the retention's limit is the smallest UUIDv7 of its millisecond")
  void limit(@ForAll @LongRange(min = 0, max = 4_102_444_800_000L) long millis) {
    var id = Retention.smallestIdAt(Instant.ofEpochMilli(millis));

    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(millis);
  }
}
