package dev.rollcall.invitation.storage;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The view of users: who is a member already, and how an inviter is called. */
@ApplicationScoped
public class UserViews {

  /**
   * A user as identity tells of them.
   *
   * @param version of the user aggregate
   * @param address normalised
   * @param restorableUntil null for an active one
   */
  public record State(
      UUID companyId,
      UUID userId,
      long version,
      String firstName,
      String lastName,
      String address,
      boolean active,
      @Nullable Instant restorableUntil) {}

  /** Notes who signed the company up, which never changes (CO-7). */
  public Uni<Void> founder(UUID company, UUID person) {
    return SessionSql.run(
        """
            insert into company_founder (company_id, person_id) values (?1, ?2)
            on conflict on constraint company_founder_pk do nothing
            """,
        company,
        person);
  }

  /** Stores the state unless the view has it, or a newer one. */
  public Uni<Void> store(State state) {
    return SessionSql.run(
        """
            insert into user_view as known (company_id, user_id, version, first_name, last_name,
              address, active, restorable_until)
            values (?1, ?2, ?3, ?4, ?5, ?6, ?7, cast(nullif(?8, '') as timestamptz))
            on conflict on constraint user_view_pk do update set
              version = excluded.version, first_name = excluded.first_name,
              last_name = excluded.last_name, address = excluded.address,
              active = excluded.active, restorable_until = excluded.restorable_until
            where known.version < excluded.version
            """,
        state.companyId(),
        state.userId(),
        state.version(),
        state.firstName(),
        state.lastName(),
        state.address(),
        state.active(),
        state.restorableUntil() == null ? "" : state.restorableUntil().toString());
  }
}
