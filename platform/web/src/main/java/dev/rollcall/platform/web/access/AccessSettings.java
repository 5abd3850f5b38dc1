package dev.rollcall.platform.web.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of the access check, {@code rollcall.access.*}. */
@ConfigMapping(prefix = "rollcall.access")
public interface AccessSettings {

  /**
   * Whether this service keeps a view of the memberships from {@code rollcall.user.v1}. Fixed when
   * the service is built: false in identity, which owns them.
   */
  @WithDefault("true")
  boolean view();

  /** Where identity-service is, e.g. {@code http://localhost:8081}; asked when the view may lag. */
  @WithDefault("http://localhost:8081")
  String identityUrl();

  /** How old the newest heartbeat of every partition may be for the view to count; real time. */
  @WithDefault("PT3S")
  Duration fresh();

  /** How long identity's answer is believed; at most 3 s, so that revocation holds within 5 s. */
  @WithDefault("PT3S")
  Duration believed();

  /**
   * After what time an event that doesn't say whose it is puts nobody in doubt any more; at least
   * as long as the dead-letter topic keeps it, so that it could be replayed. Real time.
   */
  @WithDefault("P14D")
  Duration doubtsEnd();

  /** How many partitions the topic {@code rollcall.user.v1} has. */
  @WithDefault("3")
  int partitions();
}
