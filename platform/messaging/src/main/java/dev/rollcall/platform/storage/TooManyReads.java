package dev.rollcall.platform.storage;

import java.time.Duration;

/** A company has as many heavy reads running and waiting as it may. */
public class TooManyReads extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** When one of them is likely to be through. */
  public static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  TooManyReads() {
    super("too many heavy reads of one company at a time");
  }
}
