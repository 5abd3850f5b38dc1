package dev.rollcall.identity.storage;

import dev.rollcall.platform.storage.Statement;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Counts a company's audit entries, inside a company transaction. */
@ApplicationScoped
public class AuditHeads {

  /** The version of the next entry; whoever asks holds the count until the transaction ends. */
  public Uni<Long> next(UUID company) {
    return Statement.of(
            """
            insert into audit_head as h (company_id, version) values (:company, 1)
            on conflict on constraint audit_head_pk do update set version = h.version + 1
            returning version
            """)
        .set("company", company)
        .rows(Long.class)
        .map(List::getFirst);
  }
}
