package dev.rollcall.billing;

/** Where a license stands (BIL-2). */
public enum LicenseState {
  FREE,
  RESERVED,
  ASSIGNED,
  CANCELLED
}
