package dev.rollcall.invitation.linking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.invitation.Settings;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ReturnPathsTest {

  private static final UUID MAIL = UUID.randomUUID();

  private final ReturnPaths returnPaths =
      new ReturnPaths(Settings.with(Map.of("bounces.address", "bounce@bounces.test")));

  @Test
  @DisplayName("INV-19 the mail is found by its return path, however a server writes it")
  void found() {
    String address = returnPaths.of(MAIL).orElseThrow();
    assertThat(returnPaths.find("x@y.test <" + address + ">")).contains(returnPaths.hash(MAIL));
    assertThat(returnPaths.find(address.toUpperCase(Locale.ROOT))).contains(returnPaths.hash(MAIL));
  }

  @Test
  @DisplayName("INV-19 an address without a mark, or of another domain, is none of ours")
  void none() {
    assertThat(returnPaths.find("bounce@bounces.test")).isEmpty();
    assertThat(returnPaths.find("bounce+" + "0".repeat(39) + "@bounces.test")).isEmpty();
    assertThat(returnPaths.find(returnPaths.of(MAIL).orElseThrow().replace("bounces", "elsewhere")))
        .isEmpty();
  }
}
