package dev.rollcall.invitation.mailing;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.qute.i18n.Message;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MailMessagesTest {

  private static final Instant EXPIRES = Instant.parse("2026-03-12T09:00:00Z");

  static Set<String> translated() {
    Set<String> languages = new TreeSet<>(MailLanguages.WRITTEN);
    languages.remove("en");
    return languages;
  }

  @ParameterizedTest
  @DisplayName("INV-19 each language has every message, with the names that belong into it")
  @MethodSource("translated")
  void complete(String language) throws IOException {
    Properties words = new Properties();
    try (Reader file =
        new InputStreamReader(
            Objects.requireNonNull(
                getClass().getResourceAsStream("/messages/mail_" + language + ".properties")),
            StandardCharsets.UTF_8)) {
      words.load(file);
    }
    Method[] messages = MailMessages.class.getDeclaredMethods();
    assertThat(words.stringPropertyNames())
        .containsExactlyInAnyOrderElementsOf(Arrays.stream(messages).map(Method::getName).toList());
    for (Method message : messages) {
      for (Parameter parameter : message.getParameters()) {
        assertThat(words.getProperty(message.getName())).contains("{" + parameter.getName() + "}");
      }
    }
  }

  @Test
  @DisplayName("INV-19 English has the names that belong into each message")
  void english() {
    for (Method message : MailMessages.class.getDeclaredMethods()) {
      for (Parameter parameter : message.getParameters()) {
        assertThat(message.getAnnotation(Message.class).value())
            .contains("{" + parameter.getName() + "}");
      }
    }
  }

  @ParameterizedTest
  @DisplayName("INV-19 times are written as the reader's region does, with the zone's name and id")
  @CsvSource(
      delimiter = '|',
      value = {
        "en    | America/New_York | Thursday, March 12, 2026, 5:00\u00a0AM, Eastern Daylight Time"
            + " (America/New_York)",
        "en-GB | Europe/London    | Thursday, 12 March 2026, 09:00, Greenwich Mean Time"
            + " (Europe/London)",
        "de-AT | Europe/Vienna    | Donnerstag, 12. März 2026, 10:00, Mitteleuropäische"
            + " Normalzeit (Europe/Vienna)",
        "es    | Europe/Madrid    | jueves, 12 de marzo de 2026, 10:00, hora estándar de Europa"
            + " central (Europe/Madrid)"
      })
  void times(String language, String zone, String written) {
    assertThat(InvitationMail.readable(EXPIRES, ZoneId.of(zone), Locale.forLanguageTag(language)))
        .isEqualTo(written);
  }
}
