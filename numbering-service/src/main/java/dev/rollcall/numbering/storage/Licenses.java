package dev.rollcall.numbering.storage;

import dev.rollcall.platform.storage.Statement;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** The view of licenses, inside a company transaction. */
@ApplicationScoped
public class Licenses {

  private static final UUID NOBODY = new UUID(0, 0);

  /** Takes over a license's state unless a newer one is known. */
  public Uni<Boolean> adopt(
      UUID company, UUID license, String type, Optional<UUID> userId, long version) {
    return Statement.of(
            """
            insert into license_view as v (company_id, license_id, type, user_id, version)
            values (:company, :license, :type,
              nullif(cast(:user as uuid), cast(:nobody as uuid)), :version)
            on conflict on constraint license_view_pk do update
              set type = excluded.type, user_id = excluded.user_id, version = excluded.version
              where v.version < excluded.version
            """)
        .set("company", company)
        .set("license", license)
        .set("type", type)
        .set("user", userId.orElse(NOBODY))
        .set("nobody", NOBODY)
        .set("version", version)
        .changed();
  }
}
