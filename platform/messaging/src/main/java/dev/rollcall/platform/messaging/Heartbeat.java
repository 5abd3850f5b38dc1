package dev.rollcall.platform.messaging;

import dev.rollcall.platform.storage.CompanyTransaction;
import dev.rollcall.platform.storage.Statement;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Says every second, on every partition of a topic, that the writer is alive and all that it
 * published before has arrived: consumers know by it that their view is not behind.
 *
 * <p>On in the service that configures {@code rollcall.heartbeat.topic}. Of its replicas, the one
 * that takes the turn beats; a turn is taken by moving the rows of {@code view_heartbeat} on.
 */
@ApplicationScoped
class Heartbeat {

  private static final String TAKE_TURN =
      """
      insert into view_heartbeat as beat (partition, at)
      select partition, clock_timestamp() from generate_series(0, :partitions - 1) as partition
      order by partition
      on conflict (partition) do update set at = excluded.at
      where beat.at < excluded.at - make_interval(secs => :rest)
      """;

  private final HeartbeatConfig config;
  private final CompanyTransaction tx;
  private final Beats beats;
  private final Background background;
  private Background.Repeated beating = () -> true;

  Heartbeat(HeartbeatConfig config, CompanyTransaction tx, Beats beats, Background background) {
    this.config = config;
    this.tx = tx;
    this.beats = beats;
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
    return takeTurn().chain(taken -> taken ? beats.publish(topic, config.partitions()) : none());
  }

  private Uni<Boolean> takeTurn() {
    return Statement.of(TAKE_TURN)
        .set("partitions", config.partitions())
        // Less than a whole period, so that the timer's jitter skips no beat.
        .set("rest", config.every().toMillis() * 0.0007)
        .changed();
  }

  private static Uni<Void> none() {
    return Uni.createFrom().voidItem();
  }
}
