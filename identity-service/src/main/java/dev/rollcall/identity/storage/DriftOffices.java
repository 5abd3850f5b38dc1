package dev.rollcall.identity.storage;

import dev.rollcall.identity.Office;
import dev.rollcall.platform.storage.CompanySql;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** Offices as far as the drift report compares them, on the plain client. */
@ApplicationScoped
public class DriftOffices {

  /**
   * An office.
   *
   * @param version of the company
   * @param stuck whether it is CLOSING and nobody has been asked since then
   * @param users active ones in it, up to a hundred
   */
  public record OfficeLine(
      UUID officeId, Office.Status status, long version, boolean stuck, long users) {}

  private final CompanySql sql;

  DriftOffices(CompanySql sql) {
    this.sql = sql;
  }

  /** Offices from that id on, by id. */
  public Uni<List<OfficeLine>> from(UUID company, UUID from, int atMost, Instant since) {
    return sql.list(
        company,
        """
        select o.office_id, o.status, c.version,
          o.status = 'CLOSING' and not exists (
            select 1 from office_closing p
            where p.company_id = o.company_id and p.office_id = o.office_id
              and p.state = 'ASKING' and p.deadline >= $4) as stuck,
          (select count(*) from (
            select 1 from member m
            where m.company_id = $1 and m.office_id = o.office_id and m.status = 'ACTIVE'
            limit 100) as counted) as users
        from office o join company c on c.company_id = o.company_id
        where o.company_id = $1 and o.office_id >= $2
        order by o.office_id limit $3
        """,
        Tuple.of(company, from, atMost, since.atOffset(ZoneOffset.UTC)),
        DriftOffices::line);
  }

  private static OfficeLine line(Row row) {
    return new OfficeLine(
        row.getUUID("office_id"),
        Office.Status.valueOf(row.getString("status")),
        row.getLong("version"),
        row.getBoolean("stuck"),
        row.getLong("users"));
  }
}
