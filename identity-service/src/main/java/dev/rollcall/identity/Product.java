package dev.rollcall.identity;

import java.util.EnumSet;
import java.util.Set;

/**
 * The products that a company can enable and a user can have (CO-2, USR-13). All of them are
 * enabled in a new company but {@link #FAX}, which needs fax numbers first.
 */
public enum Product {
  VOICE,
  MESSAGING,
  MEETINGS,
  FAX;

  /** What a company has enabled when it signs up. */
  public static Set<Product> enabledAtSignUp() {
    return EnumSet.of(VOICE, MESSAGING, MEETINGS);
  }
}
