package dev.rollcall.platform.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParkedMemberTest {

  private static final String ANN = "01980000-0000-7000-8000-000000000001";
  private static final String BOB = "01980000-0000-7000-8000-000000000002";

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "01980000-0000-7000-8000-000000000001, 01980000-0000-7000-8000-000000000001, true",
        "01980000-0000-7000-8000-000000000001, -, true",
        "01980000-0000-7000-8000-000000000001, somebody, true",
        "-, 01980000-0000-7000-8000-000000000001, true",
        "somebody, 01980000-0000-7000-8000-000000000001, true",
        "-, -, false",
        "somebody, '', false",
        "01980000-0000-7000-8000-000000000001, 01980000-0000-7000-8000-000000000002, false",
      })
  @DisplayName("ARCH Access: key or subject say whose a parked event is, unless they differ")
  void whose(@Nullable String key, @Nullable String subject, boolean known) {
    UUID user = ParkedMember.of(record(key, subject, BOB, "3", "{")).userId();

    assertThat(user).isEqualTo(known ? UUID.fromString(ANN) : null);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {"3, 3", "0, -", "-1, -", "9223372036854775807, -", "many, -", "-, -"})
  @DisplayName("X-2 a version that can't be is none, so that a later event ends the doubt")
  void version(@Nullable String told, @Nullable Long version) {
    assertThat(ParkedMember.of(record(ANN, ANN, BOB, told, "{")).version()).isEqualTo(version);
  }

  @Test
  @DisplayName("ARCH Access: a company that can't be read is none")
  void company() {
    assertThat(ParkedMember.of(record(ANN, ANN, "acme", "1", "{")).companyId()).isNull();
    assertThat(ParkedMember.of(record(ANN, ANN, null, "1", "{")).companyId()).isNull();
    assertThat(ParkedMember.of(record(ANN, ANN, BOB, "1", null)).companyId())
        .isEqualTo(UUID.fromString(BOB));
  }

  @Test
  @DisplayName("X-1 a record is the same letter when it is replayed elsewhere, and no other")
  void letter() {
    ConsumerRecord<String, String> parked = record(ANN, ANN, BOB, "1", "{");
    ConsumerRecord<String, String> replayed =
        new ConsumerRecord<>("rollcall.user.v1.x.retry", 7, 99, ANN, "{");
    header(replayed, "ce_subject", ANN);

    assertThat(ParkedMember.letter(replayed)).isEqualTo(ParkedMember.letter(parked));
    assertThat(ParkedMember.letter(record(ANN, ANN, BOB, "1", "{}")))
        .isNotEqualTo(ParkedMember.letter(parked));
    assertThat(ParkedMember.letter(record(BOB, ANN, BOB, "1", "{")))
        .isNotEqualTo(ParkedMember.letter(parked));
  }

  @Test
  @DisplayName("X-1 records of two users are two letters, however they are written")
  void letters() {
    assertThat(ParkedMember.letter(record("k", ANN, BOB, "1", "{")))
        .isNotEqualTo(ParkedMember.letter(record("k", BOB, BOB, "1", "{")));
    assertThat(ParkedMember.letter(record("k", ANN, BOB, "1", "{")))
        .isNotEqualTo(ParkedMember.letter(record("k", null, BOB, "1", ANN + "{")));
  }

  private static ConsumerRecord<String, String> record(
      @Nullable String key,
      @Nullable String subject,
      @Nullable String company,
      @Nullable String version,
      @Nullable String value) {
    var record = new ConsumerRecord<>("rollcall.user.v1", 1, 2L, key, value);
    header(record, "ce_subject", subject);
    header(record, "ce_companyid", company);
    header(record, "ce_aggregateversion", version);
    return record;
  }

  private static void header(
      ConsumerRecord<String, String> record, String name, @Nullable String value) {
    if (value != null) {
      record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
  }
}
