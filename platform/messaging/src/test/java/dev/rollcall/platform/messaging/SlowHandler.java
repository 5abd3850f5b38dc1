package dev.rollcall.platform.messaging;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes several leases for one attempt. */
@ApplicationScoped
class SlowHandler implements JobHandler {

  static final String KIND = "test.slow";

  private static final Duration LEASE = Duration.ofSeconds(2);

  private final AtomicInteger runs = new AtomicInteger();

  int runs() {
    return runs.get();
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Duration lease() {
    return LEASE;
  }

  @Override
  public Duration longest() {
    return Duration.ofSeconds(30);
  }

  @Override
  public Uni<Void> run(Job job) {
    runs.incrementAndGet();
    return Uni.createFrom().voidItem().onItem().delayIt().by(LEASE.multipliedBy(5).dividedBy(2));
  }
}
