package dev.rollcall.invitation.bouncing;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LastLookTest {

  private final AtomicLong nanos = new AtomicLong();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final LastLook lastLook = new LastLook(metrics, nanos::get);

  private double seconds() {
    return metrics.get(LastLook.GAUGE).gauge().value();
  }

  @Test
  @DisplayName("INV-19 a mailbox that can't be read shows: the time since the last look grows")
  void grows() {
    lastLook.show();
    nanos.addAndGet(TimeUnit.HOURS.toNanos(1));
    assertThat(seconds()).isEqualTo(3600);
    lastLook.succeeded();
    assertThat(seconds()).isZero();
  }

  @Test
  @DisplayName("INV-19 where there is no mailbox nobody waits for a look")
  void noMailbox() {
    assertThat(metrics.find(LastLook.GAUGE).gauge()).isNull();
  }
}
