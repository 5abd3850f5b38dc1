package dev.rollcall.platform.web.clock;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of product time, {@code rollcall.clock.*}. */
@ConfigMapping(prefix = "rollcall.clock")
public interface ClockSettings {

  /**
   * Whether {@code /internal/clock} exists and moves product time: in tests and demos only, the
   * application refuses to start with it in production.
   */
  @WithDefault("false")
  boolean adjustable();
}
