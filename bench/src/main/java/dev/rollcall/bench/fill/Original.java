package dev.rollcall.bench.fill;

import dev.rollcall.platform.test.server.ServerFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/**
 * A company that was made through the API, whose rows all others are made after: so they are what
 * the services write, whatever columns a migration adds. Somebody has joined it and has a number,
 * and somebody is invited.
 *
 * @param user who has joined
 * @param license theirs
 * @param number theirs, E.164
 * @param invitation that they joined by
 * @param pending an invitation that nobody has answered
 * @param reserved the license that it waits with
 */
record Original(
    UUID company,
    UUID user,
    UUID license,
    String number,
    UUID invitation,
    UUID pending,
    UUID reserved) {

  private static final String RESERVED =
      "select license_id from license where company_id = ? and holder_invitation_id = ?";

  private static final String JOINED =
      """
      select m.user_id, m.invitation_id, l.license_id, n.e164, p.invitation_id as pending
      from member m
      join license_view l on l.company_id = m.company_id and l.user_id = m.user_id
      join number_view n on n.company_id = m.company_id and n.user_id = m.user_id
      join pending_view p on p.company_id = m.company_id and p.status = 'PENDING'
      where m.company_id = ? and m.invitation_id is not null and m.status = 'ACTIVE'
      limit 1
      """;

  /**
   * Finds them.
   *
   * @throws ServerFailure when the company isn't as described
   */
  static Original of(Databases databases, UUID company) throws SQLException {
    try (Connection identity = databases.admin("identity");
        PreparedStatement query = identity.prepareStatement(JOINED)) {
      query.setObject(1, company);
      try (ResultSet row = query.executeQuery()) {
        if (!row.next()) {
          throw new ServerFailure(
              "Company %s has nobody who has joined and has a number, or nobody who is invited"
                  .formatted(company));
        }
        return new Original(
            company,
            row.getObject("user_id", UUID.class),
            row.getObject("license_id", UUID.class),
            row.getString("e164"),
            row.getObject("invitation_id", UUID.class),
            row.getObject("pending", UUID.class),
            reserved(databases, company, row.getObject("pending", UUID.class)));
      }
    }
  }

  private static UUID reserved(Databases databases, UUID company, UUID invitation)
      throws SQLException {
    try (Connection billing = databases.admin("billing");
        PreparedStatement query = billing.prepareStatement(RESERVED)) {
      query.setObject(1, company);
      query.setObject(2, invitation);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getObject("license_id", UUID.class);
      }
    }
  }
}
