package dev.rollcall.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParseException;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RetryTest {

  private final Retry retry = new Retry(6, Duration.ofMillis(200), Duration.ofSeconds(5));

  @Property
  @Label("Waits never shrink and never pass the longest")
  void waitsGrow(@ForAll @IntRange(min = 1, max = 10_000) int attempt) {
    assertThat(retry.backoff(attempt)).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(5));
    assertThat(retry.backoff(attempt + 1)).isGreaterThanOrEqualTo(retry.backoff(attempt));
  }

  @Property
  @Label("Jitter takes at most a quarter off")
  void jitter(@ForAll @IntRange(min = 1, max = 100) int attempt) {
    assertThat(retry.jittered(attempt))
        .isLessThanOrEqualTo(retry.backoff(attempt))
        .isGreaterThan(retry.backoff(attempt).multipliedBy(3).dividedBy(4).minusMillis(1));
  }

  @Test
  @DisplayName("The waits double from the first")
  void doubles() {
    assertThat(retry.backoff(1)).isEqualTo(Duration.ofMillis(200));
    assertThat(retry.backoff(4)).isEqualTo(Duration.ofMillis(1600));
  }

  @Test
  @DisplayName("Attempts are bounded for a bug")
  void bounded() {
    assertThat(retry.again(5, new IllegalStateException())).isTrue();
    assertThat(retry.again(6, new IllegalStateException())).isFalse();
  }

  @Test
  @DisplayName("A permanent failure is not tried again")
  void permanent() {
    assertThat(retry.again(1, new PermanentFailure("broken"))).isFalse();
  }

  @Test
  @DisplayName("X-1 while the database is away the event waits, however often it was tried")
  void databaseAway() {
    assertThat(retry.again(1000, new IllegalStateException(new ConnectException()))).isTrue();
    assertThat(retry.again(1000, new VertxException("Connection was closed"))).isTrue();
    assertThat(retry.again(1000, new NoStackTraceThrowable("Timeout"))).isTrue();
    assertThat(retry.again(1000, pg("57P01"))).isTrue();
    assertThat(retry.again(1000, pg("53300"))).isTrue();
  }

  @Test
  @DisplayName("A constraint, a slow statement and broken JSON are the event's own fault")
  void eventsFault() {
    assertThat(retry.again(6, pg("23505"))).isFalse();
    assertThat(retry.again(6, pg("57014"))).isFalse();
    assertThat(retry.again(6, new UncheckedIOException(new JsonParseException(null, "broken"))))
        .isFalse();
  }

  private static PgException pg(String state) {
    return new PgException("told", "ERROR", state, "detail");
  }
}
