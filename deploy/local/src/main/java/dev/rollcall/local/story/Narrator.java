package dev.rollcall.local.story;

import java.time.Duration;

/** Hears the steps of the story as they happen. */
@FunctionalInterface
public interface Narrator {

  /** Says nothing. */
  Narrator SILENT = (step, status, took, detail) -> {};

  /**
   * One step is done.
   *
   * @param step a sentence
   * @param status the HTTP status of the call that settled it
   * @param took how long the step took, waiting included
   * @param detail what came out of it; may be empty
   */
  void step(String step, int status, Duration took, String detail);
}
