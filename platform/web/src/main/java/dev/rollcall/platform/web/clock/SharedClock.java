package dev.rollcall.platform.web.clock;

import dev.rollcall.platform.time.ProductClock;
import dev.rollcall.platform.time.TimeMoved;
import dev.rollcall.platform.web.waiting.Notifications;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Keeps this replica's product time where the database says. Does nothing at all, and leaves
 * product time at real time, unless the clock is adjustable.
 */
@ApplicationScoped
public class SharedClock {

  private static final Logger LOG = Logger.getLogger(SharedClock.class);
  private static final long LOOK_MILLIS = 200;
  private static final long ACKNOWLEDGE_NANOS = 1_000_000_000;
  private static final Duration START_LIMIT = Duration.ofSeconds(10);

  private final ClockSettings settings;
  private final ClockStore store;
  private final ProductClock clock;
  private final Event<TimeMoved> moved;
  private final Notifications notifications;
  private final Vertx vertx;
  private final UUID replica = UUID.randomUUID();
  private final AtomicBoolean looking = new AtomicBoolean();
  private volatile long timer;
  private volatile long acknowledgedAt = System.nanoTime();
  private long heldVersion = -1;

  SharedClock(
      ClockSettings settings,
      ClockStore store,
      ProductClock clock,
      Event<TimeMoved> moved,
      Notifications notifications,
      Vertx vertx) {
    this.settings = settings;
    this.store = store;
    this.clock = clock;
    this.moved = moved;
    this.notifications = notifications;
    this.vertx = vertx;
  }

  /** Before anything reads the time: a replica that starts late must not live in another time. */
  void start(@Observes @Priority(10) StartupEvent start) {
    if (!settings.adjustable()) {
      return;
    }
    look().await().atMost(START_LIMIT);
    notifications.listen(ClockStore.CHANNEL, nothing -> lookOnce());
    timer = vertx.setPeriodic(LOOK_MILLIS, id -> lookOnce());
  }

  void stop(@Observes ShutdownEvent stop) {
    if (settings.adjustable()) {
      vertx.cancelTimer(timer);
      store.forget(replica).onFailure().recoverWithNull().await().atMost(START_LIMIT);
    }
  }

  /** Looks now; completes when this replica holds what the database says. */
  Uni<Void> look() {
    return store.read().chain(this::hold);
  }

  private void lookOnce() {
    if (looking.compareAndSet(false, true)) {
      look()
          .onTermination()
          .invoke(() -> looking.set(false))
          .subscribe()
          .with(done -> {}, failure -> LOG.debugf(failure, "product time is not readable"));
    }
  }

  private Uni<Void> hold(ClockStore.Setting setting) {
    return adopt(setting) || acknowledgedAt + ACKNOWLEDGE_NANOS < System.nanoTime()
        ? store.acknowledge(replica, setting.version()).invoke(this::acknowledged)
        : Uni.createFrom().voidItem();
  }

  /**
   * True when that version is new here; a look that was overtaken by a later one changes nothing.
   */
  private synchronized boolean adopt(ClockStore.Setting setting) {
    if (setting.version() <= heldVersion) {
      return false;
    }
    heldVersion = setting.version();
    if (clock.adopt(setting.offset())) {
      LOG.infof("product time is %s ahead of real time now", setting.offset());
      moved.fire(new TimeMoved(setting.offset()));
    }
    return true;
  }

  private void acknowledged() {
    acknowledgedAt = System.nanoTime();
  }
}
