package dev.rollcall.platform.web.problem;

import dev.rollcall.platform.outcome.Outcome;

/** Turns outcomes into answers: the value, or the one mapped problem. */
public final class Answers {

  private Answers() {}

  /**
   * The value of the outcome.
   *
   * @throws RefusalException for a refusal, which the mapper turns into its problem document
   */
  public static <T> T orProblem(Outcome<T> outcome) {
    return outcome.fold(
        value -> value,
        refusal -> {
          throw new RefusalException(refusal);
        });
  }
}
