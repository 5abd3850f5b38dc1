package dev.rollcall.invitation.storage;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** How many licenses companies have, kept license by license with the running transaction. */
@ApplicationScoped
public class LicenseCounts {

  /** Cancelled is final: whatever is heard of a license after it, late or twice, counts no more. */
  private static final String FOLLOW =
      """
      with changed as (
        insert into license_view as known (company_id, license_id, counted)
        values (cast(?1 as uuid), cast(?2 as uuid), cast(?3 as boolean))
        on conflict on constraint license_view_pk do update set counted = false
        where known.counted and not excluded.counted
        returning coalesce(old.counted, false) as before, new.counted as after
      )
      insert into license_count as total (company_id, licenses, bought)
      select cast(?1 as uuid), cast(after as integer) - cast(before as integer),
        cast(?4 as boolean)
      from changed
      on conflict on constraint license_count_pk do update set
        licenses = total.licenses + excluded.licenses, bought = total.bought or excluded.bought
      """;

  /**
   * Counts the license, once, or counts it no more.
   *
   * @param counted whether it is not cancelled
   * @param bought whether it was bought, now or before
   */
  public Uni<Void> follow(UUID company, UUID license, boolean counted, boolean bought) {
    return SessionSql.run(FOLLOW, company, license, counted, bought);
  }
}
