package dev.rollcall.identity;

/** How far a permission reaches, widest first. */
public enum Reach {
  /** All of the company. */
  COMPANY,
  /** The offices that the user administers. */
  OFFICES,
  /** The user's own. */
  OWN
}
