package dev.rollcall.invitation.storage;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** The links, found by the hash of their token (INV-7). */
@ApplicationScoped
public class Links {

  /** One statement finds the link and counts the call, so that every replica counts alike. */
  private static final String USE =
      """
      update link set
        calls = case when calls_since > now() - interval '1 minute' then calls + 1 else 1 end,
        calls_since =
          case when calls_since > now() - interval '1 minute' then calls_since else now() end
      where token_hash = $1
      returning company_id, invitation_id, generation, calls,
        cast(extract(epoch from calls_since + interval '1 minute' - now()) * 1000 as bigint)
          as left_ms
      """;

  private final Pool pool;

  Links(Pool pool) {
    this.pool = pool;
  }

  /**
   * The link of that token, with this call counted; outside any transaction.
   *
   * @param hash SHA-256 of the token
   */
  public Uni<Optional<LinkUse>> use(byte[] hash) {
    return pool.preparedQuery(USE)
        .execute(Tuple.of(Buffer.buffer(hash).getDelegate()))
        .map(Links::first);
  }

  /** Writes a new link with the running transaction and kills every earlier one (INV-9). */
  public Uni<Void> replace(byte[] hash, InvitationRow row) {
    return kill(row)
        .chain(
            () ->
                SessionSql.execute(
                    """
                    insert into link (token_hash, company_id, invitation_id, kind, generation)
                    values (?1, ?2, ?3, 'MAILED', ?4)
                    """,
                    hash,
                    row.companyId(),
                    row.id(),
                    row.generation()))
        .replaceWithVoid();
  }

  /** Marks every link of the invitation dead, with the running transaction. */
  public Uni<Void> kill(InvitationRow row) {
    return SessionSql.execute(
            "update link set dead = true where invitation_id = ?1 and not dead", row.id())
        .replaceWithVoid();
  }

  private static Optional<LinkUse> first(RowSet<Row> found) {
    var rows = found.iterator();
    return rows.hasNext() ? Optional.of(linkUse(rows.next())) : Optional.empty();
  }

  private static LinkUse linkUse(Row row) {
    UUID company = row.getUUID("company_id");
    return new LinkUse(
        company,
        row.getUUID("invitation_id"),
        row.getInteger("generation"),
        row.getInteger("calls"),
        Duration.ofMillis(Math.max(0, row.getLong("left_ms"))));
  }
}
