package dev.rollcall.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.platform.storage.CompanyTransaction;
import dev.rollcall.platform.storage.Note;
import dev.rollcall.platform.storage.Notes;
import dev.rollcall.platform.storage.Rows;
import dev.rollcall.platform.test.RollcallTest;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What holds of events that are taken together. */
@RollcallTest(service = "platform")
@WithTestResource(value = NoteTopics.class, scope = TestResourceScope.GLOBAL)
class EventSetsTest {

  @Inject CompanyTransaction tx;
  @Inject Background background;
  @Inject Notes notes;
  @Inject NoteConsumer consumer;
  @Inject MeterRegistry metrics;

  private final UUID acme = UUID.randomUUID();
  private final UUID globex = UUID.randomUUID();
  private final long lock = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
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
  @DisplayName("What arrives while a company's last set is in work is one transaction")
  void oneTransaction() throws Throwable {
    try (var held = Rows.asApp().hold(lock)) {
      records.send(Records.envelope(acme), waiting("first"));
      Eventually.holds(() -> assertThat(held.waiters()).isEqualTo(1));
      send(acme, 1, 20);
      // Read after all of acme's, so those are waiting now.
      records.send(Records.envelope(globex), note("of globex"));
      Eventually.holds(() -> assertThat(texts(globex)).containsExactly("of globex"));
    }

    Eventually.holds(() -> assertThat(texts(acme)).hasSize(21));
    assertThat(sets().max()).isGreaterThanOrEqualTo(20);
  }

  @Test
  @DisplayName(
      "X-1 one bad event among many is tried again and parked alone; the others happen once")
  void badOneInTheMiddle() throws Throwable {
    var bad = Records.envelope(acme);
    try (var held = Rows.asApp().hold(lock)) {
      records.send(Records.envelope(acme), waiting("first"));
      Eventually.holds(() -> assertThat(held.waiters()).isEqualTo(1));
      send(acme, 1, 9);
      records.send(bad, failing("bad", 99));
      send(acme, 10, 19);
      records.send(Records.envelope(globex), note("of globex"));
      Eventually.holds(() -> assertThat(texts(globex)).containsExactly("of globex"));
    }

    Records.deadLetter("ce_id", Objects.requireNonNull(bad.get("ce_id")));
    Eventually.holds(() -> assertThat(texts(acme)).hasSize(20));
    assertThat(texts(acme)).doesNotHaveDuplicates().doesNotContain("bad");
    assertThat(consumer.attempts(UUID.fromString(bad.get("ce_id")))).isEqualTo(3);
  }

  @Test
  @DisplayName("Events of one key happen in their order, though one of them fails first")
  void orderOfAKey() throws Throwable {
    String key = UUID.randomUUID().toString();
    send(ofKey(key), note("1"));
    send(ofKey(key), failing("2", 2));
    send(ofKey(key), note("3"));

    Eventually.holds(() -> assertThat(texts(acme)).hasSize(3));
    assertThat(published(key)).containsExactly("1", "2", "3");
  }

  @Test
  @DisplayName("A company whose event waits holds up nobody else's")
  void slowCompany() throws Throwable {
    try (var held = Rows.asApp().hold(lock)) {
      records.send(Records.envelope(acme), waiting("slow"));
      Eventually.holds(() -> assertThat(held.waiters()).isEqualTo(1));

      send(globex, 1, 5);

      Eventually.holds(() -> assertThat(texts(globex)).hasSize(5));
      assertThat(texts(acme)).isEmpty();
    }
    Eventually.holds(() -> assertThat(texts(acme)).containsExactly("slow"));
  }

  @Test
  @DisplayName(
      "X-2 a set that had its effect but was not acknowledged changes nothing the next time")
  void notAcknowledged() throws Throwable {
    List<Map<String, String>> events =
        IntStream.range(0, 10).mapToObj(n -> Records.envelope(acme)).toList();
    events.forEach(event -> send(event, note("once " + event.get("ce_id"))));
    Eventually.holds(() -> assertThat(texts(acme)).hasSize(10));

    // As another replica reads them after a crash: the same events, from the same key's partition.
    events.forEach(event -> send(event, note("once " + event.get("ce_id"))));
    records.send(Records.envelope(acme), note("after"));

    Eventually.holds(() -> assertThat(texts(acme)).contains("after"));
    assertThat(texts(acme)).hasSize(11).doesNotHaveDuplicates();
  }

  private Map<String, String> ofKey(String key) {
    Map<String, String> event = Records.envelope(acme);
    event.put("ce_subject", key);
    return event;
  }

  private void send(UUID company, int from, int to) {
    IntStream.rangeClosed(from, to)
        .forEach(n -> send(Records.envelope(company), note("event " + n)));
  }

  private void send(Map<String, String> event, String value) {
    records.send(event, value);
  }

  private static String note(String text) {
    return failing(text, 0);
  }

  private static String failing(String text, int failures) {
    return "{\"text\":\"" + text + "\",\"failures\":" + failures + "}";
  }

  private String waiting(String text) {
    return "{\"text\":\"" + text + "\",\"lock\":" + lock + "}";
  }

  private List<String> texts(UUID company) {
    return background
        .run(() -> tx.within(company, notes::listAll))
        .await()
        .atMost(Records.SOON)
        .stream()
        .map((Note note) -> note.text)
        .toList();
  }

  private DistributionSummary sets() {
    return metrics.get("rollcall.events.set").tag("consumer", NoteConsumer.NAME).summary();
  }

  private static List<String> published(String key) {
    return Rows.asOwner()
        .of(
            "select payload::json->>'text' as text from outbox where aggregate_id = ? order by id",
            key)
        .stream()
        .map(row -> (String) row.get("text"))
        .toList();
  }
}
