package dev.rollcall.platform.web.access;

/** How far a granted permission reaches, widest first. */
public enum Scope {
  /** All of the company. */
  COMPANY,
  /** The offices that the member administers. */
  OFFICES,
  /** What is the member's own. */
  OWN
}
