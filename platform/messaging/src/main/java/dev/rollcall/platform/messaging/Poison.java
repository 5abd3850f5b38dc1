package dev.rollcall.platform.messaging;

/** Why an event can't be worked off, as a dead letter says it to the person who looks at it. */
public enum Poison {
  /** A header of the envelope is missing or broken (EVENTS.md, Envelope). */
  BROKEN_ENVELOPE("broken envelope"),
  /** The payload is no JSON. */
  BROKEN_JSON("broken JSON"),
  /** The payload is JSON, but not as its contract has it. */
  WRONG_SCHEMA("wrong schema"),
  /** The payload is larger than any event may be. */
  TOO_LARGE("too large"),
  /** The type is none of the topic's. */
  UNKNOWN_TYPE("unknown type"),
  /** The company is nobody's, or not the one that the payload names. */
  UNKNOWN_COMPANY("unknown company"),
  /** The major version of the type, or the aggregate's version, is beyond what can be. */
  FUTURE_VERSION("future version"),
  /** The consumer understood the event, and can never accept it. */
  REFUSED("refused"),
  /** The consumer failed as often as it may try. */
  FAILED("failed");

  private final String words;

  Poison(String words) {
    this.words = words;
  }

  /** In plain words, stable: dead letters are counted by them. */
  public String words() {
    return words;
  }
}
