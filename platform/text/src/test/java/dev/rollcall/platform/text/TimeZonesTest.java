package dev.rollcall.platform.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeZonesTest {

  @ParameterizedTest
  @ValueSource(strings = {"Europe/Berlin", "Asia/Calcutta", "Asia/Kolkata", "UTC", "Etc/GMT+5"})
  @DisplayName("CO-2 names of the tz database are time zones, links too")
  void taken(String name) {
    assertThat(TimeZones.isName(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "SystemV/EST5",
        "SystemV/PST8PDT",
        "UTC+1",
        "GMT+01:00",
        "+01:00",
        "Z",
        "PST",
        "europe/berlin",
        "Europe/Atlantis",
        " Europe/Berlin"
      })
  @DisplayName("CO-2 names of the JDK's own, offsets and abbreviations are none")
  void refused(String name) {
    assertThat(TimeZones.isName(name)).isFalse();
  }
}
