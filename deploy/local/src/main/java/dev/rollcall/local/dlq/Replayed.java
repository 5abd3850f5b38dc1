package dev.rollcall.local.dlq;

import java.time.Clock;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Sends dead letters to the retry topic, one after the other, each marked when it is there. */
final class Replayed {

  private final KafkaProducer<byte[], byte[]> producer;
  private final DlqTopic topic;
  private final Clock clock;
  private long count;

  Replayed(KafkaProducer<byte[], byte[]> producer, DlqTopic topic, Clock clock) {
    this.producer = producer;
    this.topic = topic;
    this.clock = clock;
  }

  /** How many were sent. */
  long count() {
    return count;
  }

  void send(DeadLetter letter, Predicate<DeadLetter> wanted) {
    if (wanted.test(letter)) {
      confirmed(letter.again(topic.retries()));
      confirmed(ReplayMarks.of(letter, clock.instant()));
      count++;
    }
  }

  private void confirmed(ProducerRecord<byte[], byte[]> record) {
    try {
      producer.send(record).get();
    } catch (ExecutionException e) {
      throw new KafkaException(
          "after " + count + " replayed, " + record.topic() + " took no more", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DlqFailure("Interrupted after " + count + " were replayed", e);
    }
  }
}
