package dev.rollcall.invitation;

/** How complete a draft must be (INV-1, 12). */
public enum Completeness {
  /** With everything that the invited person would have to give. */
  FULL,

  /**
   * Names, and a phone that the policy wants, may be missing: whoever accepts is asked for them.
   */
  PROFILE_LATER
}
