package dev.rollcall.identity.storage;

import dev.rollcall.identity.DriftFinding;
import dev.rollcall.platform.storage.CompanySql;
import dev.rollcall.platform.storage.Statement;
import dev.rollcall.platform.web.paging.PageRequest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What reports find: written in a company transaction, read on the plain client. */
@ApplicationScoped
public class DriftFindings {

  /**
   * A finding as it is.
   *
   * @param repair RUNNING, REPAIRED, GONE or NOT_REPAIRED; null where none was asked for
   */
  public record FindingLine(
      UUID id, UUID reportId, DriftFinding finding, @Nullable String repair) {}

  /** What {@link #line} reads. */
  static final String COLUMNS =
      """
      finding_id, report_id, kind, service, subject, owner_id, version, believed, known, repair
      """;

  private final CompanySql sql;

  DriftFindings(CompanySql sql) {
    this.sql = sql;
  }

  /** Keeps the findings of the first look, unconfirmed; those seen already stay. */
  public Uni<Void> suspect(UUID company, UUID report, List<FindingLine> findings) {
    return Multi.createFrom()
        .iterable(findings)
        .onItem()
        .transformToUniAndConcatenate(line -> suspect(company, report, line))
        .onItem()
        .ignoreAsUni();
  }

  private static Uni<Integer> suspect(UUID company, UUID report, FindingLine line) {
    return keyed(
            """
            insert into drift_finding
              (company_id, report_id, finding_id, kind, service, subject, owner_id, version,
               believed, known, confirmed)
            values
              (:company, :report, :finding, :kind, :service, :subject, :owner, :version,
               :believed, :known, false)
            on conflict do nothing
            """,
            company,
            report,
            line.finding)
        .set("finding", line.id)
        .set("believed", (Object) line.finding.believed())
        .set("known", (Object) line.finding.known())
        .changes();
  }

  /** Confirms those that the first look saw too, with their owner in the same version. */
  public Uni<Void> confirm(UUID company, UUID report, List<DriftFinding> findings) {
    return Multi.createFrom()
        .iterable(findings)
        .onItem()
        .transformToUniAndConcatenate(finding -> confirm(company, report, finding))
        .onItem()
        .ignoreAsUni();
  }

  private static Uni<Integer> confirm(UUID company, UUID report, DriftFinding finding) {
    return keyed(
            """
            update drift_finding set confirmed = true
            where company_id = :company and report_id = :report and kind = :kind
              and service = :service and subject = :subject and owner_id = :owner
              and version = :version
            """,
            company,
            report,
            finding)
        .changes();
  }

  private static Statement keyed(String sql, UUID company, UUID report, DriftFinding finding) {
    return Statement.of(sql)
        .set("company", company)
        .set("report", report)
        .set("kind", (Object) finding.kind().name())
        .set("service", (Object) finding.service())
        .set("subject", (Object) finding.subject())
        .set("owner", finding.owner())
        .set("version", (Object) finding.version());
  }

  /** Whether the first look has seen anything at all. */
  public Uni<Boolean> suspects(UUID company, UUID report) {
    return Statement.of(
            """
            select exists (
              select 1 from drift_finding where company_id = :company and report_id = :report)
            """)
        .set("company", company)
        .set("report", report)
        .rows(Boolean.class)
        .map(List::getFirst);
  }

  /** The report's confirmed findings; one more than asked for where there is more. */
  public Uni<List<FindingLine>> page(UUID company, UUID report, PageRequest page) {
    return sql.list(
        company,
        """
        select %s from drift_finding
        where company_id = $1 and report_id = $2 and confirmed and finding_id > $3
        order by finding_id limit $4
        """
            .formatted(COLUMNS),
        Tuple.of(
            company,
            report,
            page.first() ? DriftReports.START : UUID.fromString(page.after().getFirst()),
            page.limit() + 1),
        DriftFindings::line);
  }

  static FindingLine line(Row row) {
    return new FindingLine(
        row.getUUID("finding_id"),
        row.getUUID("report_id"),
        new DriftFinding(
            DriftFinding.Kind.valueOf(row.getString("kind")),
            row.getString("service"),
            row.getString("subject"),
            row.getUUID("owner_id"),
            row.getLong("version"),
            row.getString("believed"),
            row.getString("known")),
        row.getString("repair"));
  }
}
