package dev.rollcall.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventReaderTest {

  private final EventReader reader =
      new EventReader(new EventJson(new ObjectMapper().registerModule(new JavaTimeModule())));

  @Property
  @net.jqwik.api.Label("EVENTS Envelope: what was written is read back")
  boolean readsBack(
      @ForAll("uuids") UUID id,
      @ForAll("uuids") UUID company,
      @ForAll @LongRange(min = 1, max = EventReader.LARGEST_VERSION) long version,
      @ForAll("instants") Instant time) {
    var headers = Envelopes.valid();
    headers.put("ce_id", id.toString());
    headers.put("ce_companyid", company.toString());
    headers.put("ce_aggregateversion", Long.toString(version));
    headers.put("ce_time", time.toString());

    Event event = reader.read(Envelopes.record(headers, "{}"));

    return event.id().equals(id)
        && event.companyId().equals(company)
        && event.aggregateVersion() == version
        && event.time().equals(time);
  }

  @Property
  @net.jqwik.api.Label("EVENTS Envelope: without any one header the event is refused for good")
  void everyHeaderIsNeeded(@ForAll("names") String name) {
    var headers = Envelopes.valid();
    headers.remove(name);

    assertThatThrownBy(() -> reader.read(Envelopes.record(headers, "{}")))
        .isInstanceOf(PermanentFailure.class)
        .hasMessageStartingWith(name);
  }

  @Property
  @net.jqwik.api.Label(
      "EVENTS Envelope: whatever stands in a typed header, it is read or refused for good")
  void neverAnotherFailure(@ForAll("typed") String name, @ForAll String value) {
    var headers = Envelopes.valid();
    headers.put(name, value);

    try {
      reader.read(Envelopes.record(headers, "{}"));
    } catch (PermanentFailure expected) {
      assertThat(expected).hasMessageStartingWith(name);
    }
  }

  @Property
  @net.jqwik.api.Label(
      "EVENTS: whatever the value is, it is JSON or refused for good, and not quoted")
  void brokenPayloads(@ForAll String value) {
    try {
      reader.read(Envelopes.record(Envelopes.valid(), value));
    } catch (PermanentFailure expected) {
      assertThat(expected).hasMessageStartingWith("the payload is no JSON, at ").hasNoCause();
    }
  }

  @Test
  @DisplayName("EVENTS Envelope: a time with an offset is the same instant in UTC")
  void offsetTime() {
    var headers = Envelopes.valid();
    headers.put("ce_time", "2026-03-11T10:30:00+01:00");

    assertThat(reader.read(Envelopes.record(headers, "{}")).time())
        .isEqualTo(Instant.parse("2026-03-11T09:30:00Z"));
  }

  @Test
  @DisplayName("A tombstone has a JSON null as payload")
  void tombstone() {
    assertThat(reader.read(Envelopes.record(Envelopes.valid(), null)).payload().isNull()).isTrue();
  }

  @Test
  @DisplayName("A version below 1 is refused")
  void versionZero() {
    var headers = Envelopes.valid();
    headers.put("ce_aggregateversion", "0");

    assertThatThrownBy(() -> reader.read(Envelopes.record(headers, "{}")))
        .hasMessage("ce_aggregateversion is not positive");
  }

  @ParameterizedTest
  @CsvSource({
    "rollcall.person.joined.v1, unknown type",
    "rollcall.note.v1, unknown type",
    "anything, unknown type",
    "rollcall.note.written.v2, future version"
  })
  @DisplayName("EVENTS a type of another aggregate or another major version is refused for good")
  void foreignTypes(String type, String kind) {
    var headers = Envelopes.valid();
    headers.put("ce_type", type);

    assertThatThrownBy(() -> reader.read(Envelopes.record(headers, "{}")))
        .isInstanceOfSatisfying(
            PermanentFailure.class,
            failure -> assertThat(failure.poison().words()).isEqualTo(kind));
  }

  @Test
  @DisplayName("EVENTS a new verb of the aggregate is read: the handler reconciles to its state")
  void newVerb() {
    var headers = Envelopes.valid();
    headers.put("ce_type", "rollcall.note.resynced.v1");

    assertThat(reader.read(Envelopes.record(headers, "{}")).is("note.resynced")).isTrue();
  }

  @Test
  @DisplayName("X-2 a version beyond reason is refused, for it would hide every later one")
  void hugeVersion() {
    var headers = Envelopes.valid();
    headers.put("ce_aggregateversion", Long.toString(EventReader.LARGEST_VERSION + 1));

    assertThat(refused(headers, "{}")).isEqualTo(Poison.FUTURE_VERSION);
  }

  @Test
  @DisplayName("EVENTS Envelope: a payload of another company than the envelope's is refused")
  void otherCompany() {
    String payload = "{\"companyId\":\"0190163d-8694-739b-aea5-966c26f8ad93\"}";

    assertThat(refused(Envelopes.valid(), payload)).isEqualTo(Poison.UNKNOWN_COMPANY);
  }

  @Test
  @DisplayName("An event of nobody's company is refused")
  void nobody() {
    var headers = Envelopes.valid();
    headers.put("ce_companyid", "00000000-0000-0000-0000-000000000000");

    assertThat(refused(headers, "{}")).isEqualTo(Poison.UNKNOWN_COMPANY);
  }

  private Poison refused(Map<String, String> headers, String payload) {
    return catchThrowableOfType(
            PermanentFailure.class, () -> reader.read(Envelopes.record(headers, payload)))
        .poison();
  }

  @Test
  @DisplayName("An event's type is asked for by its short name")
  void shortName() {
    Event event = reader.read(Envelopes.record(Envelopes.valid(), "{}"));

    assertThat(event.is("note.written")).isTrue();
    assertThat(event.is("note.wiped")).isFalse();
  }

  @Provide
  Arbitrary<UUID> uuids() {
    return Arbitraries.create(UUID::randomUUID);
  }

  @Provide
  Arbitrary<Instant> instants() {
    return Arbitraries.longs()
        .between(0, 4_102_444_800_000_000L)
        .map(micros -> Instant.EPOCH.plusNanos(micros * 1_000));
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.of(Envelopes.valid().keySet());
  }

  @Provide
  Arbitrary<String> typed() {
    return Arbitraries.of("ce_id", "ce_companyid", "ce_aggregateversion", "ce_time");
  }

  /** Records with an envelope. */
  private static final class Envelopes {

    static Map<String, String> valid() {
      return new java.util.LinkedHashMap<>(
          Map.of(
              "ce_specversion", "1.0",
              "ce_id", "0190163d-8694-739b-aea5-966c26f8ad91",
              "ce_type", "rollcall.note.written.v1",
              "ce_subject", "note-1",
              "ce_time", "2026-03-11T09:30:00Z",
              "ce_companyid", "0190163d-8694-739b-aea5-966c26f8ad92",
              "ce_aggregateversion", "1"));
    }

    @SuppressWarnings("NullAway") // Kafka's null value is a tombstone
    static ConsumerRecord<String, String> record(
        Map<String, String> headers, @org.jspecify.annotations.Nullable String value) {
      var record = new ConsumerRecord<>("rollcall.note.v1", 0, 0L, "note-1", value);
      headers.forEach(
          (name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
      return record;
    }
  }
}
