package dev.rollcall.platform.web.access;

/** How far a granted permission reaches, widest first. */
public enum Scope {
  /** All of the company. */
  COMPANY,
  /** The offices that the member administers. */
  OFFICES,
  /** What is the member's own. */
  OWN;

  /** The wider of the two. */
  public static Scope widest(Scope one, Scope other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}
