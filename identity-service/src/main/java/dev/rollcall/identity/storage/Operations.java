package dev.rollcall.identity.storage;

import dev.rollcall.platform.storage.CompanySql;
import dev.rollcall.platform.web.access.Caller;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Operations and their results: written inside a company transaction, read on the plain client. */
@ApplicationScoped
public class Operations {

  /** An operation that begins now. */
  public record NewOperation(UUID id, String kind, int total, Instant now) {}

  /**
   * An operation as it is.
   *
   * @param status RUNNING, DONE or FAILED
   * @param startedBy the user who started it
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
      List<ResultLine> results) {

    public boolean settled() {
      return !status.equals("RUNNING");
    }
  }

  /**
   * What became of one subject.
   *
   * @param problem the code of the problem; null where there is none
   */
  public record ResultLine(String subject, String outcome, @Nullable String problem) {}

  private final CompanySql sql;

  Operations(CompanySql sql) {
    this.sql = sql;
  }

  /** Begins one; with nothing to do it is done at once. */
  public Uni<Void> begin(Caller caller, NewOperation operation) {
    return Statement.of(
            """
            insert into operation
              (company_id, operation_id, kind, status, started_by, person_id, request_id, total,
               done, failed, created_at, updated_at)
            values
              (:company, :operation, :kind, :status, :user, :person, :request, :total,
               0, 0, :now, :now)
            """)
        .set("company", caller.company())
        .set("operation", operation.id)
        .set("kind", operation.kind)
        .set("status", operation.total == 0 ? "DONE" : "RUNNING")
        .set("user", caller.userId())
        .set("person", caller.personId())
        .set("request", caller.requestId())
        .set("total", operation.total)
        .set("now", operation.now)
        .changes()
        .replaceWithVoid();
  }

  /** Notes a result and counts it; a second one of that subject changes nothing. */
  public Uni<Void> note(UUID company, UUID operation, ResultLine result, Instant now) {
    return Statement.of(
            """
            with noted as (
              insert into operation_result (company_id, operation_id, subject, outcome, problem)
              values (:company, :operation, :subject, :outcome, nullif(:problem, ''))
              on conflict on constraint operation_result_pk do nothing
              returning problem)
            update operation o
            set done = o.done + (select count(*) from noted where problem is null),
                failed = o.failed + (select count(*) from noted where problem is not null),
                updated_at = :now
            where o.company_id = :company and o.operation_id = :operation
            """)
        .set("company", company)
        .set("operation", operation)
        .set("subject", (Object) result.subject)
        .set("outcome", (Object) result.outcome)
        .set("problem", (Object) (result.problem == null ? "" : result.problem))
        .set("now", now)
        .changes()
        .replaceWithVoid();
  }

  /** Ends a running one with that status. */
  public Uni<Void> end(UUID company, UUID operation, String status, Instant now) {
    return Statement.of(
            """
            update operation set status = :status, updated_at = :now
            where company_id = :company and operation_id = :operation and status = 'RUNNING'
            """)
        .set("company", company)
        .set("operation", operation)
        .set("status", (Object) status)
        .set("now", now)
        .changes()
        .replaceWithVoid();
  }

  /** The operation with its results, by their subject. */
  public Uni<Optional<OperationLine>> find(UUID company, UUID operation) {
    return sql.within(company, connection -> find(connection, Tuple.of(company, operation)));
  }

  private static Uni<Optional<OperationLine>> find(SqlConnection connection, Tuple key) {
    return connection
        .preparedQuery(
            """
            select subject, outcome, problem from operation_result
            where company_id = $1 and operation_id = $2 order by subject
            """)
        .execute(key)
        .map(Operations::results)
        .chain(results -> find(connection, key, results));
  }

  private static Uni<Optional<OperationLine>> find(
      SqlConnection connection, Tuple key, List<ResultLine> results) {
    return connection
        .preparedQuery("select * from operation where company_id = $1 and operation_id = $2")
        .execute(key)
        .map(rows -> stream(rows).map(row -> operation(row, results)).toList())
        .map(found -> found.stream().findFirst());
  }

  private static List<ResultLine> results(RowSet<Row> rows) {
    return stream(rows)
        .map(
            row ->
                new ResultLine(
                    row.getString("subject"), row.getString("outcome"), row.getString("problem")))
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
        results);
  }

  private static java.util.stream.Stream<Row> stream(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false);
  }
}
