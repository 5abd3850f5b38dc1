package dev.rollcall.platform.web.operations;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long work stays to be read, {@code rollcall.operations.*}. */
@ConfigMapping(prefix = "rollcall.operations")
public interface OperationSettings {

  /** How long an operation and its results stay once it has settled; at least seven days. */
  @WithDefault("P30D")
  Duration keep();

  /** How often old ones are deleted; real time. */
  @WithDefault("1h")
  Duration every();
}
