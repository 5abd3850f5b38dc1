package dev.rollcall.billing;

/** What a license lets its holder use (BIL-1). */
public enum LicenseType {
  TALK,
  MEETINGS,
  ADD_ON
}
