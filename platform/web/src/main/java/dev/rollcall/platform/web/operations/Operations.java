package dev.rollcall.platform.web.operations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollcall.platform.storage.CompanySql;
import dev.rollcall.platform.storage.Statement;
import dev.rollcall.platform.web.access.Caller;
import dev.rollcall.platform.web.waiting.Waiting;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Operations and their results (API.md): written inside a {@code CompanyTransaction}, with what
 * they are about, and read on the plain client. Subjects and outcomes are kept long, so they hold
 * no personal data.
 */
@ApplicationScoped
public class Operations {

  /** An operation that begins now. */
  public record NewOperation(UUID id, String kind, int total, Instant now) {}

  /**
   * An operation as it is.
   *
   * @param status RUNNING, DONE or FAILED
   * @param startedBy the user who started it
   * @param result what it has come to as a whole, as JSON; null where only its results say
   */
  public record OperationLine(
      UUID id,
      String kind,
      String status,
      int total,
      int done,
      int failed,
      UUID startedBy,
      UUID personId,
      String requestId,
      Instant createdAt,
      Instant updatedAt,
      List<ResultLine> results,
      @Nullable String result) {

    public boolean settled() {
      return !status.equals("RUNNING");
    }
  }

  /**
   * What became of one subject.
   *
   * @param problem the code of the problem; null where there is none
   * @param position where it stands among the results; those with the same by their subject
   * @param resource id of what was made or changed, where that is not the subject itself
   */
  public record ResultLine(
      String subject,
      String outcome,
      @Nullable String problem,
      int position,
      @Nullable UUID resource) {

    public ResultLine(String subject, String outcome, @Nullable String problem) {
      this(subject, outcome, problem, 0, null);
    }
  }

  private static final String BEGIN =
      """
      insert into operation
        (company_id, operation_id, kind, status, started_by, person_id, request_id, total, done,
         failed, created_at, updated_at)
      values (:company, :operation, :kind, :status, :user, :person, :request, :total, 0, 0, :now,
        :now)
      """;

  private static final String NOTE =
      """
      with noted as (
        insert into operation_result
          (company_id, operation_id, subject, outcome, problem, position, resource)
        select :company, :operation, r.subject, r.outcome, r.problem, r.position, r.resource
        from jsonb_to_recordset(cast(cast(:results as text) as jsonb))
          as r(subject text, outcome text, problem text, position integer, resource uuid)
        on conflict on constraint operation_result_pk do nothing
        returning problem)
      update operation o
      set done = o.done + (select count(*) from noted where problem is null),
          failed = o.failed + (select count(*) from noted where problem is not null),
          updated_at = :now
      where o.company_id = :company and o.operation_id = :operation
      """;

  private static final String END =
      """
      update operation set status = :status, updated_at = :now
      where company_id = :company and operation_id = :operation and status = 'RUNNING'
      """;

  private static final String END_WITH =
      """
      update operation
      set status = :status, result = cast(cast(:result as text) as jsonb), updated_at = :now
      where company_id = :company and operation_id = :operation and status = 'RUNNING'
      """;

  private static final String FIND =
      """
      select operation_id, kind, status, total, done, failed, started_by, person_id, request_id,
        created_at, updated_at, result::text as result
      from operation where company_id = $1 and operation_id = $2
      """;

  private final CompanySql sql;
  private final Waiting waiting;
  private final ObjectMapper json;

  Operations(CompanySql sql, Waiting waiting, ObjectMapper json) {
    this.sql = sql;
    this.waiting = waiting;
    this.json = json;
  }

  /** Begins one; with nothing to do it is done at once. */
  public Uni<Void> begin(Caller caller, NewOperation operation) {
    return execute(
            BEGIN,
            Map.of(
                "company",
                caller.company(),
                "operation",
                operation.id,
                "kind",
                operation.kind,
                "status",
                operation.total == 0 ? "DONE" : "RUNNING",
                "user",
                caller.userId(),
                "person",
                caller.personId(),
                "request",
                caller.requestId(),
                "total",
                operation.total,
                "now",
                operation.now))
        .replaceWithVoid();
  }

  /** Notes a result and counts it; a second one of that subject changes nothing. */
  public Uni<Void> note(UUID company, UUID operation, ResultLine result, Instant now) {
    return note(company, operation, List.of(result), now);
  }

  /** The same for several, of different subjects. */
  public Uni<Void> note(UUID company, UUID operation, List<ResultLine> results, Instant now) {
    return execute(
            NOTE,
            Map.of(
                "company", company,
                "operation", operation,
                "results", written(results),
                "now", now))
        .replaceWithVoid();
  }

  /** Ends a running one with that status, and wakes who waits for it; else nothing happens. */
  public Uni<Void> end(UUID company, UUID operation, String status, Instant now) {
    return execute(
            END, Map.of("company", company, "operation", operation, "status", status, "now", now))
        .chain(changed -> settled(operation, changed));
  }

  /**
   * Ends a running one as DONE with a result as a whole, and wakes who waits for it.
   *
   * @param result without personal data; written as JSON
   */
  public Uni<Void> endWith(UUID company, UUID operation, Object result, Instant now) {
    return endWith(company, operation, "DONE", result, now);
  }

  /** The same as FAILED, where the result says more than the results' problems. */
  public Uni<Void> failWith(UUID company, UUID operation, Object result, Instant now) {
    return endWith(company, operation, "FAILED", result, now);
  }

  private Uni<Void> endWith(
      UUID company, UUID operation, String status, Object result, Instant now) {
    return execute(
            END_WITH,
            Map.of(
                "company", company,
                "operation", operation,
                "status", status,
                "result", written(result),
                "now", now))
        .chain(changed -> settled(operation, changed));
  }

  /** Ends a running one as DONE where every subject has its result. */
  public Uni<Void> endWhenComplete(UUID company, UUID operation, Instant now) {
    return execute(
            END + " and done + failed = total",
            Map.of("company", company, "operation", operation, "status", "DONE", "now", now))
        .chain(changed -> settled(operation, changed));
  }

  /** The operation with its results. */
  public Uni<Optional<OperationLine>> find(UUID company, UUID operation) {
    return sql.within(company, connection -> find(connection, Tuple.of(company, operation)));
  }

  private Uni<Void> settled(UUID operation, int changed) {
    return changed == 1 ? waiting.settled(operation) : Uni.createFrom().voidItem();
  }

  private static Uni<Integer> execute(String sql, Map<String, Object> values) {
    Statement statement = Statement.of(sql);
    values.forEach(statement::set);
    return statement.changes();
  }

  private String written(Object results) {
    try {
      return json.writeValueAsString(results);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a result that can't be written", impossible);
    }
  }

  /** The operation first: a result is stored before, or with, what counts it and ends the whole. */
  private static Uni<Optional<OperationLine>> find(SqlConnection connection, Tuple key) {
    return connection
        .preparedQuery(FIND)
        .execute(key)
        .map(rows -> stream(rows).findFirst())
        .chain(found -> withResults(connection, key, found));
  }

  private static Uni<Optional<OperationLine>> withResults(
      SqlConnection connection, Tuple key, Optional<Row> operation) {
    return operation.isEmpty()
        ? Uni.createFrom().item(Optional.empty())
        : results(connection, key).map(results -> operation.map(row -> operation(row, results)));
  }

  private static Uni<List<ResultLine>> results(SqlConnection connection, Tuple key) {
    return connection
        .preparedQuery(
            """
            select subject, outcome, problem, position, resource from operation_result
            where company_id = $1 and operation_id = $2 order by position, subject
            """)
        .execute(key)
        .map(Operations::results);
  }

  private static List<ResultLine> results(RowSet<Row> rows) {
    return stream(rows)
        .map(
            row ->
                new ResultLine(
                    row.getString("subject"),
                    row.getString("outcome"),
                    row.getString("problem"),
                    row.getInteger("position"),
                    row.getUUID("resource")))
        .toList();
  }

  private static OperationLine operation(Row row, List<ResultLine> results) {
    return new OperationLine(
        row.getUUID("operation_id"),
        row.getString("kind"),
        row.getString("status"),
        row.getInteger("total"),
        row.getInteger("done"),
        row.getInteger("failed"),
        row.getUUID("started_by"),
        row.getUUID("person_id"),
        row.getString("request_id"),
        row.getOffsetDateTime("created_at").toInstant(),
        row.getOffsetDateTime("updated_at").toInstant(),
        results,
        row.getString("result"));
  }

  private static Stream<Row> stream(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false);
  }
}
