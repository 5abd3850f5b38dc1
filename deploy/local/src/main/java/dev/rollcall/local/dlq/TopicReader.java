package dev.rollcall.local.dlq;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads a topic from its beginning to where it ended when the reading began. */
final class TopicReader {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration STALLED = Duration.ofSeconds(15);

  private final KafkaConsumer<byte[], byte[]> consumer;

  TopicReader(KafkaConsumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
  }

  /**
   * Hands every record over, in the order of each partition.
   *
   * @throws TimeoutException when Kafka stops answering
   */
  void read(String topic, Consumer<ConsumerRecord<byte[], byte[]>> each) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    readTo(consumer.endOffsets(partitions), each);
  }

  private void readTo(
      Map<TopicPartition, Long> ends, Consumer<ConsumerRecord<byte[], byte[]>> each) {
    long moved = System.nanoTime();
    while (anyLeft(ends.entrySet())) {
      var records = consumer.poll(POLL);
      records.forEach(each);
      if (!records.isEmpty()) {
        moved = System.nanoTime();
      } else if (System.nanoTime() - moved > STALLED.toNanos()) {
        throw new TimeoutException("nothing came for " + STALLED.toSeconds() + " s");
      }
    }
  }

  private boolean anyLeft(Collection<Map.Entry<TopicPartition, Long>> ends) {
    return ends.stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
  }
}
