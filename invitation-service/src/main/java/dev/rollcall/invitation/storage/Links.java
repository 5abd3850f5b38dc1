package dev.rollcall.invitation.storage;

import dev.rollcall.invitation.Link;
import dev.rollcall.platform.storage.OldRows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The links, found by the hash of their token (INV-7). */
@ApplicationScoped
public class Links {

  private static final String MAILED = "MAILED";
  private static final String COPIED = "COPIED";

  /** One statement finds the link and counts the call, so that every replica counts alike. */
  private static final String USE =
      """
      update link set
        calls = case when calls_since > now() - interval '1 minute' then calls + 1 else 1 end,
        calls_since =
          case when calls_since > now() - interval '1 minute' then calls_since else now() end
      where token_hash = $1 and kind = $2
      returning id, company_id, invitation_id, kind, generation, dead, calls,
        cast(extract(epoch from calls_since + interval '1 minute' - now()) * 1000 as bigint)
          as left_ms
      """;

  /** An invitation's return paths are as old as its links, and go with the first of them. */
  private static final String PURGE =
      """
      with old as materialized (
        select token_hash, invitation_id from link where created_at < $1
        order by created_at limit $2),
      mails as (
        delete from return_path p using old
        where p.invitation_id = old.invitation_id
          and not exists (
            select from link l where l.invitation_id = p.invitation_id and l.created_at >= $1))
      delete from link l using old where l.token_hash = old.token_hash
      """;

  private final Pool pool;
  private final OldRows oldRows;

  Links(Pool pool, OldRows oldRows) {
    this.pool = pool;
    this.oldRows = oldRows;
  }

  /** Deletes links that were made before, with the return paths of their mails. */
  public Uni<Void> purge(Instant before) {
    return oldRows.delete(PURGE, before);
  }

  /**
   * The mailed link of that token, with this call counted; outside any transaction.
   *
   * @param hash SHA-256 of the token
   */
  public Uni<Optional<LinkUse>> useMailed(byte[] hash) {
    return use(hash, MAILED);
  }

  /** The same for a copied link. */
  public Uni<Optional<LinkUse>> useCopied(byte[] hash) {
    return use(hash, COPIED);
  }

  private Uni<Optional<LinkUse>> use(byte[] hash, String kind) {
    return pool.preparedQuery(USE)
        .execute(Tuple.of(Buffer.buffer(hash).getDelegate(), kind))
        .map(Links::first);
  }

  /**
   * The link as it is now, with the running transaction. A mailed one dies only with the opening
   * that it belongs to, which the invitation's own row tells.
   */
  public Uni<Link> again(Link link) {
    return switch (link) {
      case Link.Mailed mailed -> Uni.createFrom().item(mailed);
      case Link.Copied copied ->
          SessionSql.rows("select 1 as alive from link where id = ?1 and not dead", copied.id())
              .map(
                  alive ->
                      new Link.Copied(
                          copied.companyId(),
                          copied.invitationId(),
                          copied.generation(),
                          alive.isEmpty(),
                          copied.id()));
    };
  }

  /** Writes a new mailed link with the running transaction and kills every earlier one (INV-9). */
  public Uni<Void> replace(byte[] hash, UUID id, InvitationRow row) {
    return kill(row).chain(() -> add(hash, id, MAILED, row));
  }

  /** Writes a new copied link and kills earlier copies; the mailed one stays alive (INV-10). */
  public Uni<Void> replaceCopy(byte[] hash, UUID id, InvitationRow row) {
    return SessionSql.execute(
            """
            update link set dead = true, code_hash = null, code_expires_at = null
            where invitation_id = ?1 and kind = 'COPIED' and not dead
            """,
            row.id())
        .chain(() -> add(hash, id, COPIED, row));
  }

  /** Marks every link of the invitation dead, with the running transaction. */
  public Uni<Void> kill(InvitationRow row) {
    return SessionSql.run(
        """
            update link set dead = true, code_hash = null, code_expires_at = null
            where invitation_id = ?1 and not dead
            """,
        row.id());
  }

  private static Uni<Void> add(byte[] hash, UUID id, String kind, InvitationRow row) {
    return SessionSql.run(
        """
            insert into link (token_hash, id, company_id, invitation_id, kind, generation)
            values (?1, ?2, ?3, ?4, ?5, ?6)
            """,
        hash,
        id,
        row.companyId(),
        row.id(),
        kind,
        row.generation());
  }

  private static Optional<LinkUse> first(RowSet<Row> found) {
    var rows = found.iterator();
    return rows.hasNext() ? Optional.of(linkUse(rows.next())) : Optional.empty();
  }

  private static LinkUse linkUse(Row row) {
    return new LinkUse(
        link(row), row.getInteger("calls"), Duration.ofMillis(Math.max(0, row.getLong("left_ms"))));
  }

  private static Link link(Row row) {
    UUID company = row.getUUID("company_id");
    UUID invitation = row.getUUID("invitation_id");
    int generation = row.getInteger("generation");
    boolean dead = row.getBoolean("dead");
    return COPIED.equals(row.getString("kind"))
        ? new Link.Copied(company, invitation, generation, dead, row.getUUID("id"))
        : new Link.Mailed(company, invitation, generation, dead);
  }
}
