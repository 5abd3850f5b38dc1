package dev.rollcall.invitation.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.invitation.Settings;
import dev.rollcall.platform.web.start.StartCheck.Circumstances;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ReadableBouncesTest {

  private static final Map<String, String> SAFE =
      Map.of(
          "bounces.address", "bounce@mail.example",
          "bounces.imap.host", "imap.example",
          "bounces.imap.user", "bounce@mail.example",
          "bounces.imap.password", "of our own");

  private static List<String> objections(boolean production, Map<String, String> settings) {
    return new ReadableBounces(Settings.with(settings)).objections(new Circumstances(production));
  }

  private static List<String> inProduction(String setting, String value) {
    Map<String, String> settings = new HashMap<>(SAFE);
    settings.put(setting, value);
    return objections(true, settings);
  }

  @Test
  @DisplayName("INV-19 a bounce mailbox over TLS is right, and so is none at all")
  void safe() {
    assertThat(objections(true, SAFE)).isEmpty();
    assertThat(objections(true, Map.of())).isEmpty();
  }

  @Test
  @DisplayName(
      "INV-19 an address that nobody reads, or a mailbox that nothing comes to, is refused")
  void halves() {
    assertThat(objections(false, Map.of("bounces.address", "bounce@mail.example"))).hasSize(1);
    assertThat(objections(false, Map.of("bounces.imap.host", "imap.example"))).hasSize(2);
    assertThat(inProduction("bounces.address", "nobody")).hasSize(1);
  }

  @Test
  @DisplayName("INV-19 SEC production refuses a mailbox in the clear or with the demo's password")
  void production() {
    assertThat(inProduction("bounces.imap.tls", "false")).hasSize(1);
    assertThat(inProduction("bounces.imap.password", "bounce@mail.example")).hasSize(1);
    assertThat(inProduction("bounces.every", "0s")).hasSize(1);
  }
}
