package dev.rollcall.platform.messaging;

import dev.rollcall.platform.storage.CompanyTransaction;
import dev.rollcall.platform.storage.Statement;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Events that say nothing new, one on every partition of a topic ({@code ….heartbeat.v1}); no
 * consumer's handler sees them. The outbox row is deleted by the transaction that wrote it, so it
 * is published and never kept.
 */
@ApplicationScoped
class Beats {

  static final String TYPE_SUFFIX = ".heartbeat.v1";

  /**
   * The payload.
   *
   * @param partition which partition of the topic it is for
   * @param at when it was made, real time
   */
  record Beat(int partition, Instant at) {}

  private final PostgresOutbox outbox;

  Beats(PostgresOutbox outbox) {
    this.outbox = outbox;
  }

  /** One on every partition, with the running transaction. */
  Uni<Void> publish(String topic, int partitions) {
    Instant now = Instant.now();
    List<OutboxEvent> beats =
        IntStream.range(0, partitions)
            .mapToObj(partition -> beat(topic, partition, partitions, now))
            .toList();
    return outbox.write(beats).chain(Beats::forget);
  }

  private static OutboxEvent beat(String topic, int partition, int partitions, Instant now) {
    return new OutboxEvent(
        topic,
        typeOn(topic),
        Partitions.keyFor("heartbeat", partition, partitions),
        CompanyTransaction.NO_COMPANY,
        now.toEpochMilli(),
        new Beat(partition, now),
        Causation.NONE);
  }

  /** {@code rollcall.user.v1} → {@code rollcall.user.heartbeat.v1}. */
  static String typeOn(String topic) {
    return topic.replaceFirst("\\.v\\d+$", "") + TYPE_SUFFIX;
  }

  private static Uni<Void> forget(List<UUID> rows) {
    return Statement.of("select outbox_drop_beats(cast(:ids as uuid[]))")
        .set("ids", rows.toArray(UUID[]::new))
        .rows()
        .replaceWithVoid();
  }
}
