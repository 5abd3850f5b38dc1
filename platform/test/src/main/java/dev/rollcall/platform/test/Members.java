package dev.rollcall.platform.test;

import java.util.UUID;

/**
 * People with a membership, as the service under test sees them: {@code user.joined} and the
 * heartbeats that make the membership view count are sent to the real Kafka. Not for identity,
 * which owns the memberships.
 *
 * <pre>{@code
 * Member ada = Members.admin(company, "licenses.read").joined();
 * given().auth().oauth2(ada.token()).get("/billing/v1/companies/{c}/licenses", company)…
 * }</pre>
 */
public final class Members {

  private Members() {}

  /** A company admin to be, who holds those permissions in all of the company. */
  public static Member admin(UUID companyId, String... permissions) {
    return with("COMPANY_ADMIN", "COMPANY", companyId, permissions);
  }

  /** A plain user to be, who holds those permissions for what is their own. */
  public static Member user(UUID companyId, String... permissions) {
    return with("USER", "OWN", companyId, permissions);
  }

  private static Member with(String role, String scope, UUID companyId, String... permissions) {
    Member member = Member.of(companyId).role(role);
    for (String permission : permissions) {
      member = member.grant(permission, scope);
    }
    return member;
  }
}
