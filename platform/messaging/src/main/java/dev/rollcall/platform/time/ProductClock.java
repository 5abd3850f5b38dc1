package dev.rollcall.platform.time;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * Product time: the time that deadlines, expiry and periods are decided by. In the test and
 * demo profiles {@code /internal/clock} moves it; leases, back-off, token checks, idempotency
 * retention and time-outs never read it, they use the real clock.
 */
@ApplicationScoped
public class ProductClock implements InstantSource {

  private final Clock real = Clock.systemUTC();
  private volatile Duration offset = Duration.ZERO;

  /** Product time now, in microseconds, as PostgreSQL keeps it. */
  @Override
  public Instant instant() {
    return real.instant().plus(offset).truncatedTo(ChronoUnit.MICROS);
  }

  /** How far product time is ahead of real time. */
  public Duration offset() {
    return offset;
  }

  /**
   * Takes over the offset that the database holds; true when it differs from the one before. Only
   * the clock resource's poller calls this.
   */
  public boolean adopt(Duration newOffset) {
    boolean moved = !offset.equals(newOffset);
    offset = newOffset;
    return moved;
  }
}
