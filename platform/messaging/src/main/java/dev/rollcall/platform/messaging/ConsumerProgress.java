package dev.rollcall.platform.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What the consumers of this replica are doing: for the stall probe, for metrics, and for a
 * shutdown that lets events in work end. Real time.
 */
@ApplicationScoped
class ConsumerProgress {

  private static final Logger LOG = Logger.getLogger(ConsumerProgress.class);

  private final Map<InWork, Instant> inWork = new ConcurrentHashMap<>();
  private final MeterRegistry metrics;
  private final MessagingConfig config;
  private volatile boolean closed;

  ConsumerProgress(MeterRegistry metrics, MessagingConfig config) {
    this.metrics = metrics;
    this.config = config;
  }

  /** An event in work, by where it was read. */
  record InWork(String consumer, String topic, int partition, long offset) {

    static InWork of(String consumer, ConsumerRecord<String, String> record) {
      return new InWork(consumer, record.topic(), record.partition(), record.offset());
    }
  }

  boolean isClosed() {
    return closed;
  }

  /** An event is in work from now on. */
  void begun(String consumer, ConsumerRecord<String, String> record) {
    inWork.put(InWork.of(consumer, record), Instant.now());
  }

  /** It has had its effect. */
  void consumed(String consumer, ConsumerRecord<String, String> record) {
    ended(consumer, record);
    count(consumer, "consumed", 1);
    Duration lag = lag(record.headers().lastHeader("ce_time"));
    if (lag != null) {
      Timer.builder("rollcall.events.lag")
          .description("From an event's ce_time to the end of its consumption")
          .tag("consumer", consumer)
          .publishPercentileHistogram()
          .register(metrics)
          .record(lag);
    }
  }

  /** It is given up. */
  void failed(String consumer, ConsumerRecord<String, String> record, Throwable failure) {
    ended(consumer, record);
    count(consumer, "failed", 1);
    LOG.errorf(
        "%s gives %s-%d@%d up to the dead-letter topic: %s",
        consumer, record.topic(), record.partition(), record.offset(), SafeMessage.of(failure));
  }

  /** It is no longer in work, whatever became of it. */
  void ended(String consumer, ConsumerRecord<String, String> record) {
    inWork.remove(InWork.of(consumer, record));
  }

  void countDuplicates(String consumer, int duplicates) {
    if (duplicates > 0) {
      count(consumer, "duplicate", duplicates);
    }
  }

  /** The consumers whose event in work takes longer than it should, with the place of the event. */
  Stream<InWork> stalled(Instant now) {
    Instant limit = now.minus(config.consumer().stalledAfter());
    return inWork.entrySet().stream()
        .filter(entry -> entry.getValue().isBefore(limit))
        .map(Map.Entry::getKey);
  }

  /**
   * Begins no further event and waits for those in work, so that the database closes after them.
   */
  void close(@Observes @Priority(10) ShutdownEvent event) {
    closed = true;
    Drain.await(config.drain(), inWork::isEmpty, "events in work");
  }

  private void count(String consumer, String outcome, int events) {
    metrics.counter("rollcall.events", "consumer", consumer, "outcome", outcome).increment(events);
  }

  private static @Nullable Duration lag(@Nullable Header time) {
    if (time == null) {
      return null;
    }
    try {
      Instant made =
          OffsetDateTime.parse(new String(time.value(), StandardCharsets.UTF_8)).toInstant();
      Duration lag = Duration.between(made, Instant.now());
      return lag.isNegative() ? Duration.ZERO : lag;
    } catch (DateTimeException e) {
      return null;
    }
  }
}
