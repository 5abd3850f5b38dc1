package dev.rollcall.platform.messaging;

import dev.rollcall.platform.storage.CompanyTransaction;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Says every second, on every partition of a topic, that the writer is alive and all that it
 * published before has arrived: consumers know by it that their view is not behind. The outbox row
 * is deleted by the transaction that wrote it, so it is published and never kept.
 *
 * <p>On in the service that configures {@code rollcall.heartbeat.topic}. Of its replicas, the one
 * that takes the turn beats; a turn is taken by moving the rows of {@code view_heartbeat} on.
 */
@ApplicationScoped
class Heartbeat {

  static final String TYPE_SUFFIX = ".heartbeat.v1";

  private static final String TAKE_TURN =
      """
      insert into view_heartbeat as beat (partition, at)
      select partition, clock_timestamp() from generate_series(0, :partitions - 1) as partition
      order by partition
      on conflict (partition) do update set at = excluded.at
      where beat.at < excluded.at - make_interval(secs => :rest)
      """;

  /**
   * The payload.
   *
   * @param partition which partition of the topic it is for
   * @param at when it was made, real time
   */
  record Beat(int partition, Instant at) {}

  private final HeartbeatConfig config;
  private final CompanyTransaction tx;
  private final PostgresOutbox outbox;
  private final Background background;
  private Background.Repeated beating = () -> true;

  Heartbeat(
      HeartbeatConfig config, CompanyTransaction tx, PostgresOutbox outbox, Background background) {
    this.config = config;
    this.tx = tx;
    this.outbox = outbox;
    this.background = background;
  }

  void start(@Observes StartupEvent event) {
    config.topic().ifPresent(this::start);
  }

  void stop(@Observes ShutdownEvent event) {
    beating.stop();
  }

  private void start(String topic) {
    beating = background.every(config.every(), () -> beat(topic));
  }

  /** One beat on every partition, unless another replica has just made it. */
  Uni<Void> beat(String topic) {
    return tx.within(CompanyTransaction.NO_COMPANY, () -> beatInTurn(topic));
  }

  private Uni<Void> beatInTurn(String topic) {
    return Panache.getSession()
        .chain(this::takeTurn)
        .chain(turns -> turns == 0 ? Uni.createFrom().voidItem() : publish(topic));
  }

  private Uni<Integer> takeTurn(Mutiny.Session session) {
    return session
        .createNativeQuery(TAKE_TURN)
        .setParameter("partitions", config.partitions())
        // Less than a whole period, so that the timer's jitter skips no beat.
        .setParameter("rest", config.every().toMillis() * 0.0007)
        .executeUpdate();
  }

  private Uni<Void> publish(String topic) {
    return outbox.write(beats(topic)).chain(Heartbeat::forget);
  }

  private List<OutboxEvent> beats(String topic) {
    Instant now = Instant.now();
    return IntStream.range(0, config.partitions())
        .mapToObj(partition -> beatOn(topic, partition, now))
        .toList();
  }

  private OutboxEvent beatOn(String topic, int partition, Instant now) {
    return new OutboxEvent(
        topic,
        typeOn(topic),
        Partitions.keyFor("heartbeat", partition, config.partitions()),
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
    return Panache.getSession()
        .chain(session -> delete(session, rows).executeUpdate())
        .replaceWithVoid();
  }

  private static Mutiny.Query<?> delete(Mutiny.Session session, List<UUID> rows) {
    return session
        .createNativeQuery("delete from outbox where id = any(cast(:ids as uuid[]))")
        .setParameter("ids", rows.toArray(UUID[]::new));
  }
}
