package dev.rollcall.invitation.storage;

import dev.rollcall.platform.storage.CompanySql;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** What this service believes of what others own, by id, on the plain client. */
@ApplicationScoped
public class BeliefReads {

  /**
   * One user.
   *
   * @param version of the user aggregate
   */
  public record UserBelief(UUID userId, long version, boolean active) {}

  /** Where an invitation stands (INV-13). */
  public record InvitationBelief(UUID invitationId, String status) {}

  /**
   * One office.
   *
   * @param version of the company
   * @param held live invitations (INV-13) in it, up to a hundred
   */
  public record OfficeBelief(UUID officeId, long version, boolean open, long held) {}

  private static final String OFFICES =
      """
      select o.office_id, c.version, o.open,
        (select count(*) from (
          select 1 from invitation i
          where i.company_id = $1 and i.office_id = o.office_id
            and i.status in ('REQUESTED', 'PENDING', 'ACCEPTING', 'ACCEPTED')
          limit 100) as counted) as held
      from office_view o join company_view c on c.company_id = o.company_id
      where o.company_id = $1 and o.office_id >= $2
      order by o.office_id limit $3
      """;

  private static final String USERS =
      """
      select user_id, version, active from user_view
      where company_id = $1 and user_id >= $2 order by user_id limit $3
      """;

  private static final String INVITATIONS =
      """
      select id, status from invitation
      where company_id = $1 and id >= $2 order by id limit $3
      """;

  private final CompanySql sql;

  BeliefReads(CompanySql sql) {
    this.sql = sql;
  }

  /** Users from that id on, by id. */
  public Uni<List<UserBelief>> users(UUID company, UUID from, int atMost) {
    return sql.list(company, USERS, Tuple.of(company, from, atMost), BeliefReads::user);
  }

  /** Invitations from that id on, by id. */
  public Uni<List<InvitationBelief>> invitations(UUID company, UUID from, int atMost) {
    return sql.list(company, INVITATIONS, Tuple.of(company, from, atMost), BeliefReads::invitation);
  }

  /** Offices from that id on, by id. */
  public Uni<List<OfficeBelief>> offices(UUID company, UUID from, int atMost) {
    return sql.list(company, OFFICES, Tuple.of(company, from, atMost), BeliefReads::office);
  }

  private static OfficeBelief office(Row row) {
    return new OfficeBelief(
        row.getUUID("office_id"),
        row.getLong("version"),
        row.getBoolean("open"),
        row.getLong("held"));
  }

  private static UserBelief user(Row row) {
    return new UserBelief(row.getUUID("user_id"), row.getLong("version"), row.getBoolean("active"));
  }

  private static InvitationBelief invitation(Row row) {
    return new InvitationBelief(row.getUUID("id"), row.getString("status"));
  }
}
