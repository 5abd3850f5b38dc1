package dev.rollcall.identity.storage;

import dev.rollcall.identity.DriftFinding;
import dev.rollcall.platform.storage.CompanySql;
import dev.rollcall.platform.web.access.Caller;
import dev.rollcall.platform.web.paging.PageRequest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Drift reports and findings: written in a company transaction, read on the plain client. */
@ApplicationScoped
public class DriftReports {

  /** Ids begin here. */
  public static final UUID START = new UUID(0, 0);

  private static final UUID END = new UUID(-1, -1);

  /** What a look compares: users first, then the seats of invitations. */
  public enum Part {
    USERS,
    SEATS
  }

  /**
   * How far a running report is.
   *
   * @param look 1, or 2 for the confirming one
   * @param step rises with every page
   */
  public record Place(int look, Part part, UUID from, int step) {}

  /**
   * A report as it is.
   *
   * @param status RUNNING, DONE or FAILED
   * @param findings those confirmed by the second look; 0 while it runs
   */
  public record ReportLine(
      UUID id,
      String status,
      UUID requestedBy,
      UUID personId,
      String requestId,
      Place place,
      long checked,
      long findings,
      @Nullable String failure,
      Instant createdAt,
      Instant updatedAt,
      @Nullable Instant settledAt) {

    public boolean settled() {
      return !status.equals("RUNNING");
    }
  }

  /**
   * A finding as it is.
   *
   * @param repair RUNNING, REPAIRED, GONE or NOT_REPAIRED; null where none was asked for
   */
  public record FindingLine(
      UUID id, UUID reportId, DriftFinding finding, @Nullable String repair) {}

  private final CompanySql sql;

  DriftReports(CompanySql sql) {
    this.sql = sql;
  }

  /** Gives up a running report that nobody has worked on since then: its job is lost. */
  public Uni<Void> giveUpOlder(UUID company, Instant since, Instant now) {
    return Statement.of(
            """
            update drift_report
            set status = 'FAILED', failure = 'ABANDONED', settled_at = :now, updated_at = :now
            where company_id = :company and status = 'RUNNING' and updated_at < :since
            """)
        .set("company", company)
        .set("since", (Object) since)
        .set("now", (Object) now)
        .changes()
        .replaceWithVoid();
  }

  /** Begins a report; false where one is running. */
  public Uni<Boolean> begin(Caller caller, UUID report, Instant now) {
    return Statement.of(
            """
            insert into drift_report
              (company_id, report_id, status, requested_by, person_id, request_id, look, part,
               next_from, step, checked, findings, created_at, updated_at)
            values
              (:company, :report, 'RUNNING', :user, :person, :request, 1, 'USERS',
               :start, 0, 0, 0, :now, :now)
            on conflict do nothing
            """)
        .set("company", caller.company())
        .set("report", report)
        .set("user", caller.userId())
        .set("person", caller.personId())
        .set("request", (Object) caller.requestId())
        .set("start", START)
        .set("now", (Object) now)
        .changes()
        .map(rows -> rows > 0);
  }

  /** Locks the running report; false where it is settled or at another step. */
  public Uni<Boolean> lock(UUID company, UUID report, int step) {
    return Statement.of(
            """
            select step from drift_report
            where company_id = :company and report_id = :report and status = 'RUNNING'
              and step = :step
            for update
            """)
        .set("company", company)
        .set("report", report)
        .set("step", (Object) step)
        .rows(Integer.class)
        .map(found -> !found.isEmpty());
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

  /** Moves the report on to that place. */
  public Uni<Void> goOn(UUID company, UUID report, Place place, int checked, Instant now) {
    return Statement.of(
            """
            update drift_report
            set look = :look, part = :part, next_from = :from, step = :step,
                checked = checked + :checked, updated_at = :now
            where company_id = :company and report_id = :report
            """)
        .set("company", company)
        .set("report", report)
        .set("look", (Object) place.look)
        .set("part", (Object) place.part.name())
        .set("from", place.from)
        .set("step", (Object) place.step)
        .set("checked", (Object) checked)
        .set("now", (Object) now)
        .changes()
        .replaceWithVoid();
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

  /** Settles the report, drops what is unconfirmed, and answers how many findings stay. */
  public Uni<Long> settle(UUID company, UUID report, @Nullable String failure, Instant now) {
    return Statement.of(
            """
            delete from drift_finding
            where company_id = :company and report_id = :report and not confirmed
            """)
        .set("company", company)
        .set("report", report)
        .changes()
        .chain(() -> settleCounted(company, report, failure, now));
  }

  private static Uni<Long> settleCounted(
      UUID company, UUID report, @Nullable String failure, Instant now) {
    return Statement.of(
            """
            update drift_report r
            set status = case when :failure = '' then 'DONE' else 'FAILED' end,
                failure = nullif(:failure, ''), settled_at = :now, updated_at = :now,
                findings = (select count(*) from drift_finding f
                            where f.company_id = r.company_id and f.report_id = r.report_id)
            where company_id = :company and report_id = :report and status = 'RUNNING'
            returning findings
            """)
        .set("company", company)
        .set("report", report)
        .set("failure", (Object) (failure == null ? "" : failure))
        .set("now", (Object) now)
        .rows(Long.class)
        .map(counts -> counts.stream().findFirst().orElse(0L));
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
        .set("report", line.reportId)
        .set("finding", line.id)
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
        .set("report", line.reportId)
        .set("finding", line.id)
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

  /** The report. */
  public Uni<Optional<ReportLine>> find(UUID company, UUID report) {
    return read(
            company,
            "select * from drift_report where company_id = $1 and report_id = $2",
            Tuple.of(company, report),
            DriftReports::report)
        .map(found -> found.stream().findFirst());
  }

  /** Newest first; one more than asked for where there is more. */
  public Uni<List<ReportLine>> page(UUID company, PageRequest page) {
    return read(
        company,
        """
        select * from drift_report where company_id = $1 and report_id < $2
        order by report_id desc limit $3
        """,
        Tuple.of(company, page.first() ? END : after(page), page.limit() + 1),
        DriftReports::report);
  }

  /** The report's confirmed findings; one more than asked for where there is more. */
  public Uni<List<FindingLine>> findings(UUID company, UUID report, PageRequest page) {
    return read(
        company,
        """
        select * from drift_finding
        where company_id = $1 and report_id = $2 and confirmed and finding_id > $3
        order by finding_id limit $4
        """,
        Tuple.of(company, report, page.first() ? START : after(page), page.limit() + 1),
        DriftReports::finding);
  }

  /** Findings that the operation has asked for that many times so far. */
  public Uni<List<FindingLine>> toRepair(UUID company, UUID operation, int asked, int atMost) {
    return read(
        company,
        """
        select * from drift_finding
        where company_id = $1 and operation_id = $2 and repair = 'RUNNING' and asked = $3
        order by finding_id limit $4
        """,
        Tuple.of(company, operation, asked, atMost),
        DriftReports::finding);
  }

  private static UUID after(PageRequest page) {
    return UUID.fromString(page.after().getFirst());
  }

  private <T> Uni<List<T>> read(UUID company, String query, Tuple values, Function<Row, T> one) {
    return sql.within(company, connection -> connection.preparedQuery(query).execute(values))
        .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(one).toList());
  }

  private static ReportLine report(Row row) {
    OffsetDateTime settledAt = row.getOffsetDateTime("settled_at");
    return new ReportLine(
        row.getUUID("report_id"),
        row.getString("status"),
        row.getUUID("requested_by"),
        row.getUUID("person_id"),
        row.getString("request_id"),
        new Place(
            row.getInteger("look"),
            Part.valueOf(row.getString("part")),
            row.getUUID("next_from"),
            row.getInteger("step")),
        row.getLong("checked"),
        row.getLong("findings"),
        row.getString("failure"),
        row.getOffsetDateTime("created_at").toInstant(),
        row.getOffsetDateTime("updated_at").toInstant(),
        settledAt == null ? null : settledAt.toInstant());
  }

  private static FindingLine finding(Row row) {
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
