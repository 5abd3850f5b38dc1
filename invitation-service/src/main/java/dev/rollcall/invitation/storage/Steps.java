package dev.rollcall.invitation.storage;

import dev.rollcall.platform.time.Ids;
import dev.rollcall.platform.time.ProductClock;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Writes the timeline of invitations (INV-21) with the running transaction. */
@ApplicationScoped
public class Steps {

  private final Ids ids;
  private final ProductClock clock;

  Steps(Ids ids, ProductClock clock) {
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Adds a step.
   *
   * @param service who did it, e.g. {@code billing}
   * @param step what was done, kebab-case
   * @param outcome {@code done}, or the code of a refusal
   */
  public Uni<Void> add(InvitationRow row, String service, String step, String outcome) {
    return SessionSql.execute(
            """
            insert into invitation_step
              (company_id, invitation_id, id, at, service, step, attempt, outcome)
            values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            """,
            row.companyId(),
            row.id(),
            ids.next(),
            clock.instant(),
            service,
            step,
            row.attempt(),
            outcome)
        .replaceWithVoid();
  }
}
