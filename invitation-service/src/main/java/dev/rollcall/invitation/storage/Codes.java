package dev.rollcall.invitation.storage;

import dev.rollcall.invitation.Link;
import dev.rollcall.platform.storage.Row;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The codes of copied links and the tries at them, with the running transaction (INV-10). */
@ApplicationScoped
public class Codes {

  /**
   * A try that is counted already.
   *
   * @param tries with this one
   * @param hash of the link's code; empty where none is good now
   */
  public record Tried(int tries, Optional<String> hash) {}

  /** Gives the link a new code; false where it has been tried too often. */
  public Uni<Boolean> renew(Link.Copied link, String hash, Instant expiresAt, int mostTries) {
    return SessionSql.execute(
            """
            update link set code_hash = ?2, code_expires_at = ?3
            where id = ?1 and not dead and code_tries < ?4
            """,
            link.id(),
            hash,
            expiresAt,
            mostTries)
        .map(changed -> changed == 1);
  }

  /** Whether no more tries are left. */
  public Uni<Boolean> locked(Link.Copied link, int mostTries) {
    return SessionSql.rows(
            "select 1 as locked from link where id = ?1 and code_tries >= ?2", link.id(), mostTries)
        .map(found -> !found.isEmpty());
  }

  /**
   * Counts a try before anything is compared, in one statement, so that of parallel ones none is
   * free; empty where no more tries are left.
   */
  public Uni<Optional<Tried>> tryOne(Link.Copied link, int mostTries, Instant now) {
    return SessionSql.rows(
            """
            update link set code_tries = code_tries + 1
            where id = ?1 and code_tries < ?2
            returning code_tries, case when code_expires_at > ?3 then code_hash end as code_hash
            """,
            link.id(),
            mostTries,
            now)
        .map(Codes::tried);
  }

  /** The try was right, so it doesn't count. */
  public Uni<Void> giveBack(Link.Copied link) {
    UUID id = link.id();
    return SessionSql.run("update link set code_tries = code_tries - 1 where id = ?1", id);
  }

  private static Optional<Tried> tried(List<Row> found) {
    return found.stream()
        .findFirst()
        .map(
            row ->
                new Tried(
                    row.get("code_tries", Integer.class),
                    Optional.ofNullable(row.get("code_hash", String.class))));
  }
}
