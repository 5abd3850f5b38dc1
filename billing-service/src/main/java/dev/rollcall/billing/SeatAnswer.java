package dev.rollcall.billing;

import java.util.UUID;

/** What a process is told; each is one event on {@code rollcall.seat-request.v1}. */
public sealed interface SeatAnswer {

  /** The attempt that is answered. */
  int attempt();

  /** The aggregate version of the event. */
  long version();

  /** The license is kept for it. */
  record Granted(int attempt, long version, License license) implements SeatAnswer {}

  /**
   * There is none.
   *
   * @param code why, UPPER_SNAKE, e.g. {@code NO_FREE_LICENSE}
   */
  record Refused(int attempt, long version, String code) implements SeatAnswer {}

  /** What was kept for it is free again. */
  record Released(int attempt, long version, UUID licenseId) implements SeatAnswer {}
}
