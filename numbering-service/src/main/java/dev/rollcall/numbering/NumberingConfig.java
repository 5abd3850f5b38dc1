package dev.rollcall.numbering;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of this service; the product's defaults (⚙ in the product rules). */
@ConfigMapping(prefix = "rollcall.numbering")
public interface NumberingConfig {

  /** How long a hold keeps a number (NUM-2). */
  @WithDefault("PT15M")
  Duration hold();

  /** How long a hold can be extended to, from its start (NUM-2). */
  @WithDefault("PT2H")
  Duration longestHold();

  /** How many numbers a company may hold at a time. */
  @WithDefault("50")
  int mostHolds();

  /**
   * A purchase that waits longer than this, in real time, raises an alarm: a warning in the log and
   * the metric {@code rollcall.process.overdue}. Where it waits for billing, it asks again.
   */
  @WithDefault("PT2M")
  Duration purchaseDeadline();

  /** Where numbers come from: {@code inventory}. */
  @WithDefault("inventory")
  String carrier();
}
