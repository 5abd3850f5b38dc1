package dev.rollcall.invitation.storage;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** Which mail came back, by the hash of its return path, before a company is known (INV-19). */
@ApplicationScoped
public class ReturnPathRows {

  /**
   * A mail that was sent.
   *
   * @param generation of the link in it
   */
  public record Sent(UUID companyId, UUID invitationId, UUID mailId, int generation) {}

  private final Pool pool;

  ReturnPathRows(Pool pool) {
    this.pool = pool;
  }

  /** The mail with that return path; outside any transaction. */
  public Uni<Optional<Sent>> find(byte[] hash) {
    return pool.preparedQuery(
            """
            select company_id, invitation_id, mail_id, generation from return_path where hash = $1
            """)
        .execute(Tuple.of(Buffer.buffer(hash).getDelegate()))
        .map(ReturnPathRows::first);
  }

  /** Notes the return path of a mail of the row's newest link, with the running transaction. */
  public Uni<Void> add(byte[] hash, UUID mailId, InvitationRow row) {
    return SessionSql.run(
        """
            insert into return_path (hash, company_id, invitation_id, mail_id, generation)
            values (?1, ?2, ?3, ?4, ?5)
            """,
        hash,
        row.companyId(),
        row.id(),
        mailId,
        row.generation());
  }

  private static Optional<Sent> first(RowSet<Row> found) {
    var rows = found.iterator();
    return rows.hasNext() ? Optional.of(sent(rows.next())) : Optional.empty();
  }

  private static Sent sent(Row row) {
    return new Sent(
        row.getUUID("company_id"),
        row.getUUID("invitation_id"),
        row.getUUID("mail_id"),
        row.getInteger("generation"));
  }
}
