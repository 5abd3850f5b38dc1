package dev.rollcall.platform.messaging;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.platform.storage.CompanyTransaction;
import dev.rollcall.platform.storage.Rows;
import dev.rollcall.platform.test.RollcallTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@RollcallTest(service = "platform")
class PostgresOutboxTest {

  private static final String TOPIC = "test.note.v1";
  private static final String TYPE = "test.note.written.v1";

  @Inject CompanyTransaction tx;
  @Inject Background background;
  @Inject Outbox outbox;
  @Inject Retention retention;
  @Inject Heartbeat heartbeat;
  @Inject CompactionBeat compactionBeat;

  private final UUID company = UUID.randomUUID();
  private final String note = UUID.randomUUID().toString();

  /** One field of every sort that a payload has. */
  record Written(
      Instant at, Duration lifetime, BigDecimal amount, List<String> tags, @Nullable String none) {}

  private static final Written WRITTEN =
      new Written(
          Instant.parse("2026-03-11T09:30:00.123456Z"),
          Duration.ofHours(24),
          new BigDecimal("1.10"),
          List.of("é", "\"quoted\""),
          null);

  @Test
  @DisplayName("EVENTS Envelope: every attribute is a column, and none is null")
  void everyAttributeIsThere() {
    append(event(1, "cause"));

    assertThat(rows()).singleElement().satisfies(row -> assertThat(row).doesNotContainValue(null));
    assertThat(rows().getFirst())
        .containsEntry("topic", TOPIC)
        .containsEntry("type", TYPE)
        .containsEntry("aggregate_id", note)
        .containsEntry("company_id", company)
        .containsEntry("aggregate_version", 1L)
        .containsEntry("causation_id", "cause")
        .containsEntry("specversion", "1.0")
        .containsEntry("source", "/rollcall/platform")
        .containsEntry("contenttype", "application/json")
        .containsEntry("dataschema", "schemas/test.note.written.v1.json");
    assertThat((String) rows().getFirst().get("traceparent"))
        .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]");
    assertThat(rows())
        .extracting(row -> row.get("id"))
        .first(as(InstanceOfAssertFactories.type(UUID.class)))
        .returns(7, UUID::version);
  }

  @Test
  @DisplayName("EVENTS: payloads keep instants, durations and decimals exact, and nulls")
  void payloadIsExact() {
    append(event(1, null));

    assertThat(rows().getFirst())
        .containsEntry(
            "payload",
            "{\"at\":\"2026-03-11T09:30:00.123456Z\",\"lifetime\":\"PT24H\",\"amount\":1.10,"
                + "\"tags\":[\"é\",\"\\\"quoted\\\"\"],\"none\":null}");
  }

  @Test
  @DisplayName("Several events are written in their order")
  void keepsTheOrder() {
    append(IntStream.rangeClosed(1, 50).mapToObj(n -> event(n, null)).toArray(OutboxEvent[]::new));

    assertThat(rows())
        .extracting(row -> row.get("aggregate_version"))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 50).boxed().toList());
  }

  @Test
  @DisplayName("The cause is that of the running work where the event names none")
  void causeOfTheRequest() {
    run(
        () -> {
          Causation.set("request-1");
          return tx.within(company, () -> outbox.append(event(1, null)));
        });

    assertThat(rows().getFirst()).containsEntry("causation_id", "request-1");
  }

  @Test
  @DisplayName("No events, no statement")
  void nothingToAppend() {
    append();

    assertThat(rows()).isEmpty();
  }

  @Test
  @DisplayName(
      "CDC: the publication holds inserts of the outbox only, and Debezium's role may read it")
  void publication() {
    assertThat(Rows.asCdc().of("select * from pg_publication_tables"))
        .singleElement()
        .satisfies(table -> assertThat(table).containsEntry("tablename", "outbox"));
    assertThat(
            Rows.asCdc()
                .of(
                    "select pubinsert and not (pubupdate or pubdelete or pubtruncate) as"
                        + " only_inserts from pg_publication where pubname = 'outbox_publication'"))
        .containsExactly(Map.of("only_inserts", true));
    assertThat(Rows.asCdc().of("select count(*) >= 0 as readable from outbox"))
        .containsExactly(Map.of("readable", true));
  }

  @Test
  @DisplayName("Rows older than the retention are deleted, younger ones stay")
  void retentionDeletesOld() {
    append(event(1, null), event(2, null));
    Rows.asOwner()
        .change(
            "update outbox set id = ? where aggregate_id = ? and aggregate_version = 1",
            Retention.smallestIdAt(Instant.now().minus(Duration.ofDays(8))),
            note);

    run(() -> retention.run(job()));

    assertThat(rows()).extracting(row -> row.get("aggregate_version")).containsExactly(2L);
  }

  @Test
  @DisplayName("The retention job plans itself anew")
  void retentionGoesOn() {
    run(() -> retention.run(job()));

    assertThat(
            Rows.asOwner()
                .of(
                    "select due_at > now() as later from job where kind = ? and status = 'PENDING'",
                    Retention.KIND))
        .containsExactly(Map.of("later", true));
  }

  @Test
  @DisplayName(
      "A heartbeat is published on every partition and not kept; a second replica stays silent")
  void heartbeat() {
    Rows cdc = Rows.asCdc();
    cdc.of("select pg_create_logical_replication_slot('heartbeat_test', 'test_decoding')");
    try {
      run(() -> heartbeat.beat("rollcall.user.v1"));
      run(() -> heartbeat.beat("rollcall.user.v1"));

      var published =
          cdc.of(
              "select data from pg_logical_slot_get_changes('heartbeat_test', null, null)"
                  + " where data like '%table public.outbox: INSERT%'");
      assertThat(published)
          .hasSize(3)
          .allSatisfy(
              row -> assertThat((String) row.get("data")).contains("'rollcall.user.heartbeat.v1'"));
      assertThat(
              Rows.asOwner().of("select 1 from outbox where type = 'rollcall.user.heartbeat.v1'"))
          .isEmpty();
    } finally {
      cdc.of("select pg_drop_replication_slot('heartbeat_test')");
    }
  }

  @Test
  @DisplayName(
      "EVENTS Personal data: an idle topic gets something on every partition, every so often")
  void compaction() {
    Rows cdc = Rows.asCdc();
    String kind = CompactionBeat.KIND;
    cdc.of("select pg_create_logical_replication_slot('compaction_test', 'test_decoding')");
    try {
      run(
          () ->
              compactionBeat.run(
                  new Job(
                      UUID.randomUUID(),
                      kind,
                      CompanyTransaction.NO_COMPANY,
                      "rollcall.invitation.v1",
                      1,
                      12)));

      assertThat(
              cdc.of(
                  "select data from pg_logical_slot_get_changes('compaction_test', null, null)"
                      + " where data like '%rollcall.invitation.heartbeat.v1%'"
                      + " and data like '%outbox: INSERT%'"))
          .hasSize(3);
      assertThat(
              Rows.asOwner()
                  .of("select 1 from outbox where type = 'rollcall.invitation.heartbeat.v1'"))
          .isEmpty();
      assertThat(
              Rows.asOwner()
                  .of("select 1 from job where kind = ? and due_at > now() + '59 min'", kind))
          .hasSize(1);
    } finally {
      cdc.of("select pg_drop_replication_slot('compaction_test')");
    }
  }

  private static Job job() {
    return new Job(
        UUID.randomUUID(), Retention.KIND, CompanyTransaction.NO_COMPANY, "outbox-inbox", 1, 12);
  }

  private OutboxEvent event(long version, @Nullable String causation) {
    return new OutboxEvent(TOPIC, TYPE, note, company, version, WRITTEN, causation);
  }

  private void append(OutboxEvent... events) {
    run(() -> tx.within(company, () -> outbox.appendAll(List.of(events))));
  }

  private List<Map<String, Object>> rows() {
    return Rows.asOwner().of("select * from outbox where aggregate_id = ? order by ctid", note);
  }

  private <T> void run(Supplier<Uni<T>> work) {
    background.run(work).await().atMost(Records.SOON);
  }
}
