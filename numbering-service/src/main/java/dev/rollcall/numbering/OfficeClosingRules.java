package dev.rollcall.numbering;

import java.util.Optional;
import java.util.UUID;

/** What numbering answers when identity asks whether an office may be deleted (CO-3). */
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
   * What is said to an attempt.
   *
   * @param numbers that are in the office, counted up to a bound; those being bought too
   */
  public record Answer(Asked asked, boolean granted, long numbers) {}

  /**
   * The answer to an attempt; empty where it, or a newer one, was answered.
   *
   * @param answered the newest attempt of the process that was answered; 0 for none
   */
  public static Optional<Answer> answer(Asked asked, int answered, long numbers) {
    return asked.attempt() > answered
        ? Optional.of(new Answer(asked, numbers == 0, numbers))
        : Optional.empty();
  }
}
