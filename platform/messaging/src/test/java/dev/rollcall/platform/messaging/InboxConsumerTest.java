package dev.rollcall.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.platform.storage.CompanyTransaction;
import dev.rollcall.platform.storage.Note;
import dev.rollcall.platform.storage.Notes;
import dev.rollcall.platform.storage.Rows;
import dev.rollcall.platform.test.RollcallTest;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@RollcallTest(service = "platform")
@WithTestResource(value = NoteTopics.class, scope = TestResourceScope.GLOBAL)
class InboxConsumerTest {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  @Inject CompanyTransaction tx;
  @Inject Background background;
  @Inject Notes notes;
  @Inject NoteConsumer consumer;
  @Inject MeterRegistry metrics;

  private final UUID company = UUID.randomUUID();
  private Records records;

  @BeforeEach
  void open() {
    records = new Records();
  }

  @AfterEach
  void close() {
    records.close();
  }

  @Test
  @DisplayName("X-2 an event delivered twice has one effect")
  void twiceIsOnce() throws Throwable {
    var event = Records.envelope(company);

    records.send(event, note("first"));
    records.send(event, note("first"));
    records.send(Records.envelope(company), note("last"));

    Eventually.holds(() -> assertThat(texts()).contains("first", "last"));
    assertThat(texts()).containsExactlyInAnyOrder("first", "last");
    assertThat(published(event)).hasSize(1);
  }

  @Test
  @DisplayName("X-1 a failing event is tried again, and its failed attempts leave nothing")
  void retriesThenSucceeds() throws Throwable {
    var event = Records.envelope(company);

    records.send(event, failing("flaky", 2));

    Eventually.holds(() -> assertThat(texts()).containsExactly("flaky"));
    assertThat(consumer.attempts(id(event))).isEqualTo(3);
    assertThat(published(event)).hasSize(1);
  }

  @Test
  @DisplayName(
      "An event that always fails goes to the dead-letter topic with its cause, and the channel"
          + " goes on")
  void poisonIsParked() throws Throwable {
    var poison = Records.envelope(company);

    records.send(poison, failing("poison", 99));
    records.send(Records.envelope(company), note("after"));

    Eventually.holds(() -> assertThat(texts()).containsExactly("after"));
    var parked = Records.deadLetter("ce_id", id(poison).toString());
    assertThat(parked.value()).isEqualTo(failing("poison", 99));
    assertThat(Records.header(parked, "dead-letter-reason"))
        .isEqualTo("failed: IllegalStateException: told to fail for …");
    assertThat(parked.headers().lastHeader("dead-letter-cause")).isNull();
    assertThat(Records.header(parked, "dead-letter-topic")).isEqualTo(NoteTopics.NOTES);
    assertThat(Records.header(parked, "ce_companyid")).isEqualTo(company.toString());
    assertThat(consumer.attempts(id(poison))).isEqualTo(3);
    assertThat(inbox(poison)).isEmpty();
  }

  @Test
  @DisplayName("X-1 a dead letter that is sent to the retry topic is handled, once")
  void replayed() throws Throwable {
    var event = Records.envelope(company);
    records.send(event, failing("healed", 4));
    Records.deadLetter("ce_id", id(event).toString());

    records.send(NoteTopics.RETRIES, event, failing("healed", 4));
    records.send(NoteTopics.RETRIES, event, failing("healed", 4));
    records.send(NoteTopics.RETRIES, Records.envelope(company), note("last"));

    Eventually.holds(() -> assertThat(texts()).contains("healed", "last"));
    assertThat(texts()).containsExactlyInAnyOrder("healed", "last");
    assertThat(published(event)).hasSize(1);
  }

  @Test
  @DisplayName("X-1 what fails again from the retry topic is parked again, and says where from")
  void parkedAgain() throws Throwable {
    var event = Records.envelope(company);

    records.send(NoteTopics.RETRIES, event, failing("ill", 99));

    var parked = Records.deadLetter("ce_id", id(event).toString());
    assertThat(Records.header(parked, "dead-letter-topic")).isEqualTo(NoteTopics.RETRIES);
  }

  @Test
  @DisplayName("Broken JSON goes to the dead-letter topic without another attempt")
  void brokenJsonIsParked() throws Throwable {
    var broken = Records.envelope(company);

    records.send(broken, "{\"text\":");
    records.send(Records.envelope(company), note("after"));

    Eventually.holds(() -> assertThat(texts()).containsExactly("after"));
    var parked = Records.deadLetter("ce_id", id(broken).toString());
    assertThat(Records.header(parked, "dead-letter-reason")).contains("no JSON");
  }

  @Test
  @DisplayName("A record without an envelope goes to the dead-letter topic")
  void missingHeaderIsParked() throws Throwable {
    var nameless = Records.envelope(company);
    nameless.remove("ce_companyid");

    records.send(nameless, note("nobody's"));
    records.send(Records.envelope(company), note("after"));

    Eventually.holds(() -> assertThat(texts()).containsExactly("after"));
    var parked = Records.deadLetter("ce_id", id(nameless).toString());
    assertThat(Records.header(parked, "dead-letter-reason")).contains("ce_companyid is missing");
  }

  @Test
  @DisplayName("A heartbeat leaves no inbox row and reaches no handler")
  void heartbeatsAreSkipped() throws Throwable {
    var beat = Records.envelope(company);
    beat.put("ce_type", "test.note.heartbeat.v1");

    records.send(beat, "{}");
    records.send(Records.envelope(company), note("after"));

    Eventually.holds(() -> assertThat(texts()).containsExactly("after"));
    assertThat(inbox(beat)).isEmpty();
    assertThat(consumer.attempts(id(beat))).isZero();
  }

  @Test
  @DisplayName("The trace and the cause go on through the consumer into what it publishes")
  void traceGoesOn() throws Throwable {
    var event = Records.envelope(company);
    event.put("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01");

    records.send(event, note("traced"));

    Eventually.holds(() -> assertThat(published(event)).hasSize(1));
    assertThat(published(event).getFirst())
        .containsEntry("causation_id", event.get("ce_id"))
        .hasEntrySatisfying(
            "traceparent", traceparent -> assertThat((String) traceparent).contains(TRACE));
  }

  @Test
  @DisplayName("X-1 connections cut by the database cost no event and double none")
  void survivesCutConnections() throws Throwable {
    List<String> sent = IntStream.range(0, 60).mapToObj(n -> "event-" + n).toList();

    for (String text : sent) {
      records.send(Records.envelope(company), note(text));
      if (text.endsWith("5")) {
        cutConnections();
      }
    }

    Eventually.holds(() -> assertThat(texts()).hasSizeGreaterThanOrEqualTo(60));
    assertThat(texts()).containsExactlyInAnyOrderElementsOf(sent);
  }

  @Test
  @DisplayName("Consumption is counted, and timed from ce_time")
  void isMeasured() throws Throwable {
    records.send(Records.envelope(company), note("counted"));

    Eventually.holds(() -> assertThat(texts()).containsExactly("counted"));
    Eventually.holds(
        () ->
            assertThat(
                    metrics
                        .get("rollcall.events.lag")
                        .tag("consumer", NoteConsumer.NAME)
                        .timer()
                        .count())
                .isPositive());
  }

  private static String note(String text) {
    return failing(text, 0);
  }

  private static String failing(String text, int failures) {
    return "{\"text\":\"" + text + "\",\"failures\":" + failures + "}";
  }

  private static UUID id(Map<String, String> event) {
    return UUID.fromString(Objects.requireNonNull(event.get("ce_id")));
  }

  private static void cutConnections() {
    Rows.asApp()
        .of(
            "select pg_terminate_backend(pid) from pg_stat_activity"
                + " where usename = current_user and pid <> pg_backend_pid()");
  }

  private List<String> texts() {
    // Asked again when a cut connection is what it finds in the pool.
    Uni<List<Note>> found =
        background.run(() -> tx.within(company, notes::listAll)).onFailure().retry().atMost(25);
    return found.await().atMost(Records.SOON).stream().map(note -> note.text).toList();
  }

  private static List<Map<String, Object>> published(Map<String, String> event) {
    return Rows.asOwner()
        .of(
            "select * from outbox where aggregate_id = ?",
            Objects.requireNonNull(event.get("ce_subject")));
  }

  private static List<Map<String, Object>> inbox(Map<String, String> event) {
    return Rows.asOwner().of("select * from inbox where event_id = ?", id(event));
  }
}
