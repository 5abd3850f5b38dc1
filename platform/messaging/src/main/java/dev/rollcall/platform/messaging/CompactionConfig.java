package dev.rollcall.platform.messaging;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Keeping a compacted topic compacted while nothing happens, on in the service that writes it. */
@ConfigMapping(prefix = "rollcall.compaction")
public interface CompactionConfig {

  /** The topic, e.g. {@code rollcall.invitation.v1}; none switches it off. */
  Optional<String> topic();

  /** How many partitions the topic has. */
  @WithDefault("3")
  int partitions();

  /** How often something is appended; well below the topic's {@code max.compaction.lag.ms}. */
  @WithDefault("1h")
  Duration every();
}
