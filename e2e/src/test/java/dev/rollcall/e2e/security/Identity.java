package dev.rollcall.e2e.security;

import java.util.Set;

/**
 * Somebody who calls.
 *
 * @param name as reports show it
 * @param token what is sent as bearer token; empty: no such header
 * @param companyId the company that is called for
 * @param permissions what the person may do there, as {@code GET /me} says
 */
record Identity(String name, Kind kind, String token, String companyId, Set<String> permissions) {

  /** What is to be expected of the suite. */
  enum Kind {
    /** Nobody whom the suite knows: 401. */
    UNKNOWN,
    /** A person, but not of this company: 404. */
    OUTSIDER,
    /** A service of the suite: no person at all. */
    SERVICE,
    /** An active member: as the permissions say. */
    MEMBER
  }

  Identity {
    permissions = Set.copyOf(permissions);
  }

  boolean mayCall(Operation operation) {
    return operation.permissions().isEmpty()
        || operation.permissions().stream().anyMatch(permissions::contains);
  }

  @Override
  public String toString() {
    return name;
  }
}
