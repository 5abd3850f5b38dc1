package dev.rollcall.platform.messaging;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Utils;

/** Which partition Kafka's default partitioner gives a record by its key (murmur2). */
final class Partitions {

  private Partitions() {}

  static int of(String key, int partitions) {
    return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
  }

  /** The first of {@code prefix-0}, {@code prefix-1}, … that lands on the partition. */
  static String keyFor(String prefix, int partition, int partitions) {
    return IntStream.iterate(0, n -> n + 1)
        .mapToObj(n -> prefix + "-" + n)
        .filter(key -> of(key, partitions) == partition)
        .findFirst()
        .orElseThrow();
  }
}
