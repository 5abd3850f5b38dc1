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

  private static UserBelief user(Row row) {
    return new UserBelief(row.getUUID("user_id"), row.getLong("version"), row.getBoolean("active"));
  }

  private static InvitationBelief invitation(Row row) {
    return new InvitationBelief(row.getUUID("id"), row.getString("status"));
  }
}
