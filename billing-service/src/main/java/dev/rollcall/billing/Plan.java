package dev.rollcall.billing;

/** How much of it, and so what it costs; cheapest first (BIL-1). */
public enum Plan {
  BASIC,
  PLUS,
  PRO
}
