package dev.rollcall.billing;

/** What a company subscribed to. */
public enum Edition {
  STANDARD,
  ADVANCED,
  PREMIUM
}
