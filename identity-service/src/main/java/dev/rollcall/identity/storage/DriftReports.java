package dev.rollcall.identity.storage;

import dev.rollcall.platform.storage.CompanySql;
import dev.rollcall.platform.storage.Statement;
import dev.rollcall.platform.web.access.Caller;
import dev.rollcall.platform.web.paging.PageRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Drift reports: written in a company transaction, read on the plain client. */
@ApplicationScoped
public class DriftReports {

  /** Ids begin here. */
  public static final UUID START = new UUID(0, 0);

  private static final UUID END = new UUID(-1, -1);

  /** What a look compares: users first, then the seats of invitations, then offices. */
  public enum Part {
    USERS,
    SEATS,
    PURCHASES,
    OFFICES;

    /** The part that follows; empty after the last. */
    public Optional<Part> next() {
      return switch (this) {
        case USERS -> Optional.of(SEATS);
        case SEATS -> Optional.of(PURCHASES);
        case PURCHASES -> Optional.of(OFFICES);
        case OFFICES -> Optional.empty();
      };
    }
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

  private static final String SELECT =
      """
      select report_id, status, requested_by, person_id, request_id, look, part, next_from, step,
        checked, findings, failure, created_at, updated_at, settled_at
      from drift_report where company_id = $1
      """;

  private static final String FIND = SELECT + " and report_id = $2";

  private static final String PAGE =
      SELECT + " and report_id < $2 order by report_id desc limit $3";

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

  /** The report. */
  public Uni<Optional<ReportLine>> find(UUID company, UUID report) {
    return sql.list(company, FIND, Tuple.of(company, report), DriftReports::report)
        .map(found -> found.stream().findFirst());
  }

  /** Newest first; one more than asked for where there is more. */
  public Uni<List<ReportLine>> page(UUID company, PageRequest page) {
    return sql.list(
        company,
        PAGE,
        Tuple.of(
            company,
            page.first() ? END : UUID.fromString(page.after().getFirst()),
            page.limit() + 1),
        DriftReports::report);
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
}
