package dev.rollcall.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PartitionsTest {

  @Property
  @Label("A key is on the partition that Kafka's producer gives it")
  void likeTheProducer(@ForAll String key, @ForAll @IntRange(min = 1, max = 100) int partitions) {
    assertThat(Partitions.of(key, partitions))
        .isEqualTo(
            BuiltInPartitioner.partitionForKey(key.getBytes(StandardCharsets.UTF_8), partitions));
  }

  @Property
  @Label("Every partition has a key, the same each time")
  void everyPartition(@ForAll @IntRange(min = 1, max = 50) int partitions) {
    for (int partition = 0; partition < partitions; partition++) {
      String key = Partitions.keyFor("heartbeat", partition, partitions);
      assertThat(Partitions.of(key, partitions)).isEqualTo(partition);
      assertThat(Partitions.keyFor("heartbeat", partition, partitions)).isEqualTo(key);
    }
  }

  @Test
  @DisplayName("The heartbeat's type comes from its topic")
  void heartbeatType() {
    assertThat(Beats.typeOn("rollcall.user.v1")).isEqualTo("rollcall.user.heartbeat.v1");
  }
}
