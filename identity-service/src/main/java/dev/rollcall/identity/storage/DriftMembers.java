package dev.rollcall.identity.storage;

import dev.rollcall.platform.storage.CompanySql;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Users as far as the drift report compares them, on the plain client. */
@ApplicationScoped
public class DriftMembers {

  /**
   * A user.
   *
   * @param activeSomewhere whether the person is an active member of any company
   */
  public record MemberLine(
      UUID userId, UUID personId, boolean active, boolean activeSomewhere, long version) {}

  private final CompanySql sql;

  DriftMembers(CompanySql sql) {
    this.sql = sql;
  }

  /** Users from that id on, by id. */
  public Uni<List<MemberLine>> from(UUID company, UUID from, int atMost) {
    return sql.list(
        company,
        """
        select m.user_id, m.person_id, m.status = 'ACTIVE' as active, m.version,
          exists (select 1 from membership s
                  where s.person_id = m.person_id and s.active) as somewhere
        from member m where m.company_id = $1 and m.user_id >= $2
        order by m.user_id limit $3
        """,
        Tuple.of(company, from, atMost),
        DriftMembers::line);
  }

  private static MemberLine line(Row row) {
    return new MemberLine(
        row.getUUID("user_id"),
        row.getUUID("person_id"),
        row.getBoolean("active"),
        row.getBoolean("somewhere"),
        row.getLong("version"));
  }
}
