package dev.rollcall.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class GatewayPartTest {

  @Test
  @DisplayName("API Browsers: a frontend in development may call the local gateway, or those named")
  void origins() {
    assertThat(GatewayPart.origins(null)).containsExactly("http://localhost:5173");
    assertThat(GatewayPart.origins("http://localhost:3000, https://app.test"))
        .containsExactlyInAnyOrder("http://localhost:3000", "https://app.test");
    assertThat(GatewayPart.origins("")).isEmpty();
  }
}
