package dev.rollcall.billing;

/** How a company came by a license: those of the sign-up, once removed, don't come back (INV-4). */
public enum LicenseOrigin {
  SIGNUP,
  PURCHASED
}
