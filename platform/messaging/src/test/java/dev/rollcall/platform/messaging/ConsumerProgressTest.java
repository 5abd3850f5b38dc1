package dev.rollcall.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ConsumerProgressTest {

  private final ConsumerProgress progress =
      new ConsumerProgress(
          new SimpleMeterRegistry(),
          new SmallRyeConfigBuilder()
              .withConverter(Duration.class, 100, new DurationConverter())
              .withMapping(MessagingConfig.class)
              .build()
              .getConfigMapping(MessagingConfig.class));

  private final ConsumerRecord<String, String> record =
      new ConsumerRecord<>("rollcall.note.v1", 2, 7, "key", "{}");

  @Test
  @DisplayName("An event in work for longer than it should be is a stalled consumer, and named")
  void stalled() {
    begin();

    assertThat(progress.stalled(Instant.now().plusSeconds(61)))
        .containsExactly(new ConsumerProgress.InWork("notes", "rollcall.note.v1", 2, 7));
  }

  @Test
  @DisplayName("An event just begun, and one that has ended, stall nothing")
  void notStalled() {
    begin();
    assertThat(progress.stalled(Instant.now())).isEmpty();

    end();

    assertThat(progress.stalled(Instant.now().plusSeconds(61))).isEmpty();
  }

  @Test
  @DisplayName("A shutdown waits for the event in work, and then begins none")
  void drains() throws Exception {
    begin();
    var closed = CompletableFuture.runAsync(() -> progress.close(new ShutdownEvent()));

    Eventually.settles(progress::isClosed);
    assertThat(closed).isNotDone();
    end();

    closed.get(Duration.ofSeconds(60).toSeconds(), TimeUnit.SECONDS);
    assertThat(progress.isClosed()).isTrue();
  }

  private void begin() {
    progress.begun("notes", record);
  }

  private void end() {
    progress.consumed("notes", record);
  }
}
