package dev.rollcall.identity;

/** A template of permissions (USR-1), highest first. */
public enum Role {
  COMPANY_ADMIN(4),
  OFFICE_ADMIN(3),
  MANAGER(2),
  USER(1);

  private final int rank;

  Role(int rank) {
    this.rank = rank;
  }

  /** Whether this role stands above the other; nobody acts on somebody above them (USR-1). */
  public boolean isAbove(Role other) {
    return rank > other.rank;
  }
}
