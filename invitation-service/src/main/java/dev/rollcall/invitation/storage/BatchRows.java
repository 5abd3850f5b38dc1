package dev.rollcall.invitation.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollcall.invitation.Draft;
import dev.rollcall.platform.storage.CompanySql;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/**
 * The rows of batches until each has its result (INV-12). What was asked for is erased with the
 * transaction that invites or refuses: from then on the invitation has it, or nobody.
 */
@ApplicationScoped
public class BatchRows {

  /** A row that waits to be invited. */
  public record Waiting(int position, String subject, Draft draft) {}

  /** Where a row stands in its batch. */
  public record Place(int position, String subject) {}

  private static final String ADD =
      """
      insert into batch_row (company_id, operation_id, position, subject, state, draft)
      select ?1, ?2, r.position, r.subject, 'WAITING', r.draft
      from jsonb_to_recordset(cast(cast(?3 as text) as jsonb))
        as r(position integer, subject text, draft jsonb)
      """;

  private static final String POSITIONS =
      """
      select position from batch_row
      where company_id = $1 and operation_id = $2 and position between $3 and $4
        and state = 'WAITING'
      order by position
      """;

  private static final String OVERLOOKED =
      """
      select r.invitation_id from batch_row r
      join invitation i on i.company_id = r.company_id and i.id = r.invitation_id
      where r.company_id = $1 and r.operation_id = $2 and r.state = 'REQUESTED'
        and i.status <> 'REQUESTED'
      order by r.position
      """;

  private final CompanySql sql;
  private final ObjectMapper json;

  BatchRows(CompanySql sql, ObjectMapper json) {
    this.sql = sql;
    this.json = json;
  }

  /** Adds rows that wait, with the running transaction. */
  public Uni<Void> add(UUID company, UUID batch, List<Waiting> rows) {
    return SessionSql.run(ADD, company, batch, written(rows));
  }

  /** The positions of the rows between these two that wait still. */
  public Uni<List<Integer>> waiting(UUID company, UUID batch, int from, int to) {
    Tuple range = Tuple.of(company, batch, from, to);
    return sql.within(company, connection -> positions(connection, range));
  }

  private static Uni<List<Integer>> positions(SqlConnection connection, Tuple range) {
    return connection.preparedQuery(POSITIONS).execute(range).map(BatchRows::positions);
  }

  private static List<Integer> positions(RowSet<Row> found) {
    return StreamSupport.stream(found.spliterator(), false)
        .map(row -> row.getInteger("position"))
        .toList();
  }

  /** The row, if it waits still, locked until the running transaction ends. */
  public Uni<Optional<Waiting>> lock(UUID company, UUID batch, int position) {
    return SessionSql.rows(
            """
            select position, subject, cast(draft as text) as draft from batch_row
            where company_id = ?1 and operation_id = ?2 and position = ?3 and state = 'WAITING'
            for update
            """,
            company,
            batch,
            position)
        .map(found -> found.stream().findFirst().map(this::waiting));
  }

  /** The row's invitation is made, and waits for its seat. */
  public Uni<Void> requested(UUID company, UUID batch, int position, UUID invitation) {
    return SessionSql.run(
        """
            update batch_row set state = 'REQUESTED', invitation_id = ?4, draft = null
            where company_id = ?1 and operation_id = ?2 and position = ?3
            """,
        company,
        batch,
        position,
        invitation);
  }

  /** Counts a failure of a row that waits; how many there are now, or nothing where none waits. */
  public Uni<Optional<Integer>> failed(UUID company, UUID batch, int position) {
    return SessionSql.rows(
            """
            update batch_row set failures = failures + 1
            where company_id = ?1 and operation_id = ?2 and position = ?3 and state = 'WAITING'
            returning failures
            """,
            company,
            batch,
            position)
        .map(found -> found.stream().findFirst().map(row -> row.get("failures", Integer.class)));
  }

  /** The invitations whose seat is decided, and whose rows nobody has told of it. */
  public Uni<List<UUID>> overlooked(UUID company, UUID batch) {
    return sql.within(
        company,
        connection ->
            connection
                .preparedQuery(OVERLOOKED)
                .execute(Tuple.of(company, batch))
                .map(BatchRows::invitations));
  }

  private static List<UUID> invitations(RowSet<Row> found) {
    return StreamSupport.stream(found.spliterator(), false)
        .map(row -> row.getUUID("invitation_id"))
        .toList();
  }

  /** Deletes a row that waits, for which no invitation is made; its subject, the first time. */
  public Uni<Optional<String>> refused(UUID company, UUID batch, int position) {
    return SessionSql.rows(
            """
            delete from batch_row
            where company_id = ?1 and operation_id = ?2 and position = ?3 and state = 'WAITING'
            returning subject
            """,
            company,
            batch,
            position)
        .map(found -> found.stream().findFirst().map(row -> row.get("subject", String.class)));
  }

  /** Deletes the row of that invitation, whose seat is decided; where it stood, the first time. */
  public Uni<Optional<Place>> settle(UUID company, UUID batch, UUID invitation) {
    return SessionSql.rows(
            """
            delete from batch_row
            where company_id = ?1 and operation_id = ?2 and invitation_id = ?3
              and state = 'REQUESTED'
            returning position, subject
            """,
            company,
            batch,
            invitation)
        .map(found -> found.stream().findFirst().map(BatchRows::place));
  }

  private static Place place(dev.rollcall.platform.storage.Row row) {
    return new Place(row.get("position", Integer.class), row.get("subject", String.class));
  }

  private Waiting waiting(dev.rollcall.platform.storage.Row row) {
    return new Waiting(
        row.get("position", Integer.class),
        row.get("subject", String.class),
        draft(row.get("draft", String.class)));
  }

  private Draft draft(String text) {
    try {
      return json.readValue(text, Draft.class);
    } catch (JsonProcessingException broken) {
      throw new IllegalStateException("a batch row that can't be read");
    }
  }

  private String written(List<Waiting> rows) {
    try {
      return json.writeValueAsString(rows);
    } catch (JsonProcessingException broken) {
      throw new IllegalStateException("a batch row that can't be written");
    }
  }
}
