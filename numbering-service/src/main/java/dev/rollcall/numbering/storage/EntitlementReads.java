package dev.rollcall.numbering.storage;

import dev.rollcall.platform.storage.CompanySql;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Hot reads of entitlements on the plain client. */
@ApplicationScoped
public class EntitlementReads {

  private final CompanySql sql;

  EntitlementReads(CompanySql sql) {
    this.sql = sql;
  }

  /** What the user's licenses entitle to. */
  public Uni<EntitlementView> of(UUID company, UUID userId) {
    return sql.within(
            company,
            connection ->
                connection
                    .preparedQuery(
                        """
                        select count(*) as talk from license_view
                        where company_id = $1 and user_id = $2 and type = 'TALK'
                        """)
                    .execute(Tuple.of(company, userId)))
        .map(rows -> new EntitlementView(userId, rows.iterator().next().getInteger("talk")));
  }
}
