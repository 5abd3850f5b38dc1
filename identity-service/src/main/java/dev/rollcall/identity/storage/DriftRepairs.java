package dev.rollcall.identity.storage;

import dev.rollcall.identity.storage.DriftFindings.FindingLine;
import dev.rollcall.platform.storage.CompanySql;
import dev.rollcall.platform.storage.Statement;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** What becomes of findings: written in a company transaction, read on the plain client. */
@ApplicationScoped
public class DriftRepairs {

  private final CompanySql sql;

  DriftRepairs(CompanySql sql) {
    this.sql = sql;
  }

  /** Gives up to that many findings that are not repaired to the operation; how many. */
  public Uni<Integer> claim(UUID company, UUID report, UUID operation, int atMost) {
    return Statement.of(
            """
            update drift_finding set repair = 'RUNNING', operation_id = :operation, asked = 0
            where company_id = :company and report_id = :report and finding_id in (
              select finding_id from drift_finding
              where company_id = :company and report_id = :report and confirmed
                and (repair is null or repair = 'NOT_REPAIRED')
              order by finding_id limit :most
              for update)
            """)
        .set("company", company)
        .set("report", report)
        .set("operation", operation)
        .set("most", (Object) atMost)
        .changes();
  }

  /** Notes that the repair was asked for once more. */
  public Uni<Void> asked(UUID company, FindingLine line, int times) {
    return Statement.of(
            """
            update drift_finding set asked = :times
            where company_id = :company and report_id = :report and finding_id = :finding
            """)
        .set("company", company)
        .set("report", line.reportId())
        .set("finding", line.id())
        .set("times", (Object) times)
        .changes()
        .replaceWithVoid();
  }

  /** Notes what became of the repair; false where that was known. */
  public Uni<Boolean> repaired(UUID company, FindingLine line, String outcome) {
    return Statement.of(
            """
            update drift_finding set repair = :outcome
            where company_id = :company and report_id = :report and finding_id = :finding
              and repair = 'RUNNING'
            """)
        .set("company", company)
        .set("report", line.reportId())
        .set("finding", line.id())
        .set("outcome", (Object) outcome)
        .changes()
        .map(rows -> rows > 0);
  }

  /** Lets go of what the operation has not settled. */
  public Uni<Void> letGo(UUID company, UUID operation) {
    return Statement.of(
            """
            update drift_finding set repair = 'NOT_REPAIRED'
            where company_id = :company and operation_id = :operation and repair = 'RUNNING'
            """)
        .set("company", company)
        .set("operation", operation)
        .changes()
        .replaceWithVoid();
  }

  /** Findings that the operation has asked for that many times so far. */
  public Uni<List<FindingLine>> toRepair(UUID company, UUID operation, int asked, int atMost) {
    return sql.list(
        company,
        """
        select %s from drift_finding
        where company_id = $1 and operation_id = $2 and repair = 'RUNNING' and asked = $3
        order by finding_id limit $4
        """
            .formatted(DriftFindings.COLUMNS),
        Tuple.of(company, operation, asked, atMost),
        DriftFindings::line);
  }
}
