package dev.rollcall.identity.drift;

import java.util.UUID;

/**
 * The subject of a job that goes on step by step: each step is a job of its own.
 *
 * @param id the report or the operation
 */
record Step(UUID id, int number) {

  static Step parse(String subject) {
    int colon = subject.indexOf(':');
    return new Step(
        UUID.fromString(subject.substring(0, colon)),
        Integer.parseInt(subject.substring(colon + 1)));
  }

  @Override
  public String toString() {
    return id + ":" + number;
  }
}
