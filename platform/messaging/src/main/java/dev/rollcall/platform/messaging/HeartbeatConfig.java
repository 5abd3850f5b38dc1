package dev.rollcall.platform.messaging;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** The heartbeat of a topic, on in the service that writes it. */
@ConfigMapping(prefix = "rollcall.heartbeat")
public interface HeartbeatConfig {

  /** The topic to beat on, e.g. {@code rollcall.user.v1}; none switches the heartbeat off. */
  Optional<String> topic();

  /** How many partitions the topic has. */
  @WithDefault("3")
  int partitions();

  /** How often it beats; consumers call a view stale after three missed beats. */
  @WithDefault("1s")
  Duration every();
}
