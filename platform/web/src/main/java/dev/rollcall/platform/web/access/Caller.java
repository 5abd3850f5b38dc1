package dev.rollcall.platform.web.access;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Who makes a request to a company, after the access check: an active member, with what they may
 * do. Use cases take it as an argument.
 *
 * @param membership the caller's membership of the company that the path names
 * @param requestId the request's id, for causation and logs
 */
public record Caller(Membership membership, String requestId) {

  public UUID company() {
    return membership.companyId();
  }

  public UUID personId() {
    return membership.personId();
  }

  public UUID userId() {
    return membership.userId();
  }

  public String role() {
    return membership.role();
  }

  /** How far the caller holds that permission, if at all. */
  public Optional<Scope> scope(String permission) {
    return Optional.ofNullable(membership.grants().get(permission));
  }

  /** Whether the caller holds that permission for something that is in that office. */
  public boolean mayIn(UUID officeId, String permission) {
    return scope(permission)
        .map(
            scope ->
                switch (scope) {
                  case COMPANY -> true;
                  case OFFICES -> membership.adminOfficeIds().contains(officeId);
                  case OWN -> false;
                })
        .orElse(false);
  }

  /**
   * The offices that a list under that permission is narrowed to; empty means all of the company.
   */
  public Optional<Set<UUID>> officesOf(String permission) {
    return scope(permission).orElse(Scope.OWN) == Scope.COMPANY
        ? Optional.empty()
        : Optional.of(membership.adminOfficeIds());
  }
}
