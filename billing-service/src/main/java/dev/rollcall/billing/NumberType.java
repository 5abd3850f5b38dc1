package dev.rollcall.billing;

/** Sorts of phone numbers. */
public enum NumberType {
  LOCAL,
  TOLL_FREE,
  FAX
}
