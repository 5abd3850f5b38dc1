package dev.rollcall.identity;

/** What a company has bought; some permissions exist in the larger ones only (USR-1). */
public enum Edition {
  STANDARD,
  ADVANCED,
  PREMIUM
}
