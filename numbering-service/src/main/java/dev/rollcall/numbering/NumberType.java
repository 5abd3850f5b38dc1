package dev.rollcall.numbering;

/** What a number is for. */
public enum NumberType {
  LOCAL,
  TOLL_FREE,
  FAX;

  /** Whether such a number belongs to a country's offices only (NUM-6). */
  public boolean boundToCountry() {
    return this != TOLL_FREE;
  }
}
