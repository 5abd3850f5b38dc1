package dev.rollcall.platform.web;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of the HTTP machinery, {@code rollcall.web.*}. */
@ConfigMapping(prefix = "rollcall.web")
public interface WebSettings {

  /** What {@link #secret} is until somebody sets it; refused in production. */
  String INSECURE_SECRET = "insecure-secret-for-tests-and-demo-only";

  /**
   * Key of the seals on cursors and of the hashes of idempotent bodies: at least 32 characters, the
   * same on every replica of a service. Changing it breaks open cursors and makes repeats of
   * earlier requests look different, nothing else.
   */
  @WithDefault(INSECURE_SECRET)
  String secret();
}
