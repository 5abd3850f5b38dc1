package dev.rollcall.invitation.bouncing;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * How long ago this replica last looked into the bounce mailbox and settled what it found. One
 * replica at a time looks, so the least of all replicas is the mailbox's: an alarm is about that. A
 * password that no longer works shows here, since nothing else fails with it. Real time.
 */
@ApplicationScoped
class LastLook {

  static final String GAUGE = "rollcall.bounces.unread";

  private static final double NANOS = Duration.ofSeconds(1).toNanos();

  private final MeterRegistry metrics;
  private final LongSupplier nanos;
  private final AtomicLong at;

  @Inject
  LastLook(MeterRegistry metrics) {
    this(metrics, System::nanoTime);
  }

  LastLook(MeterRegistry metrics, LongSupplier nanos) {
    this.metrics = metrics;
    this.nanos = nanos;
    this.at = new AtomicLong(nanos.getAsLong());
  }

  /** Shows it from now on; where there is no mailbox nobody waits for a look. */
  void show() {
    Gauge.builder(GAUGE, this::seconds)
        .description("Since this replica last read the bounce mailbox; the least of all counts")
        .baseUnit("seconds")
        .register(metrics);
  }

  void succeeded() {
    at.set(nanos.getAsLong());
  }

  private double seconds() {
    return (nanos.getAsLong() - at.get()) / NANOS;
  }
}
