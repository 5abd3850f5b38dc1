package dev.rollcall.platform.web.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretMaskTest {

  private static final String SECRET = "s3cr3t-V4lue_x";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password=s3cr3t-V4lue_x",
        "password: s3cr3t-V4lue_x, next",
        "{\"password\":\"s3cr3t-V4lue_x\",\"a\":1}",
        "{\"token\" : \"s3cr3t-V4lue_x\"}",
        "https://app.example/join#token=s3cr3t-V4lue_x",
        "?access_token=s3cr3t-V4lue_x&a=b",
        "client_secret=s3cr3t-V4lue_x&grant_type=x",
        "Authorization: Bearer s3cr3t-V4lue_x",
        "Basic s3cr3t-V4lue_x=",
        "postgresql://user:s3cr3t-V4lue_x@host:5432/db",
        "api-key: 's3cr3t-V4lue_x'",
        "Accept[token=s3cr3t-V4lue_x, password=s3cr3t-V4lue_x]",
        "eyJhbGciOiJub25lIn0.s3cr3t-V4lue_x.sig"
      })
  @DisplayName("OPS a secret's value never stays in a text that is logged")
  void masks(String text) {
    assertThat(SecretMask.mask(text)).doesNotContain(SECRET).contains("***");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "3 licenses assigned",
        "the token is expired",
        "password policy refused it",
        "https://host:8080/identity/v1/companies"
      })
  @DisplayName("OPS harmless text stays the very same")
  void leaves(String text) {
    assertThat(SecretMask.mask(text)).isSameAs(text);
  }

  @Test
  @DisplayName("OPS parameters and exceptions of a log record are masked too")
  void masksRecords() {
    var record =
        new ExtLogRecord(Level.INFO, "got %s", ExtLogRecord.FormatStyle.PRINTF, "dev.rollcall");
    record.setParameters(new Object[] {"token=" + SECRET});
    record.setThrown(
        new IllegalStateException("outer", new RuntimeException("password=" + SECRET)));

    new SecretFilter().isLoggable(record);

    assertThat(record.getMessage()).isEqualTo("got token=***");
    assertThat(record.getThrown()).hasStackTraceContaining("password=***");
    assertThat(record.getThrown().getStackTrace()).isNotEmpty();
    assertThat(record.getThrown().toString()).doesNotContain(SECRET);
    assertThat(String.valueOf(record.getThrown().getCause())).doesNotContain(SECRET);
  }
}
