package dev.rollcall.billing;

import java.util.Optional;
import java.util.UUID;

/**
 * What billing answers when identity asks whether an office may be deleted (CO-3). A live
 * invitation holds its office by the license that is reserved for it (INV-6); one that has no seat
 * yet gets none any more.
 */
public final class OfficeClosingRules {

  private OfficeClosingRules() {}

  /**
   * An office that is to close.
   *
   * @param processId the process that closes it
   * @param attempt rises each time it is asked
   */
  public record Asked(UUID officeId, UUID processId, int attempt) {}

  /**
   * What is in the office.
   *
   * @param licenses that are not cancelled, counted up to a bound
   * @param invitations of them, those reserved for invitations
   */
  public record Held(long licenses, long invitations) {

    boolean none() {
      return licenses == 0;
    }
  }

  /** What is said to an attempt. */
  public record Answer(Asked asked, boolean granted, Held held) {}

  /**
   * The answer to an attempt; empty where it, or a newer one, was answered.
   *
   * @param answered the newest attempt of the process that was answered; 0 for none
   */
  public static Optional<Answer> answer(Asked asked, int answered, Held held) {
    return asked.attempt() > answered
        ? Optional.of(new Answer(asked, held.none(), held))
        : Optional.empty();
  }
}
