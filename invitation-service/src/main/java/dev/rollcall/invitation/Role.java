package dev.rollcall.invitation;

import java.util.Arrays;
import java.util.Optional;

/** The roles of USR-1, lowest first. */
public enum Role {
  USER,
  MANAGER,
  OFFICE_ADMIN,
  COMPANY_ADMIN;

  /** The role of that name, or empty for a word that is none. */
  public static Optional<Role> named(String name) {
    return Arrays.stream(values()).filter(role -> role.name().equals(name)).findFirst();
  }

  /** Whether somebody in this role may hand out the other one: up to their own (USR-1). */
  public boolean reaches(Role other) {
    return other.compareTo(this) <= 0;
  }
}
