package dev.rollcall.identity.storage;

import dev.rollcall.platform.storage.Statement;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Attempts to join, by their id alone; a row is locked from the first look at it until the
 * transaction ends, so that joining and closing exclude each other.
 */
@ApplicationScoped
public class Joinings {

  /**
   * An attempt, and the claim of the invitation that stands behind a call of it.
   *
   * @param claim null where the caller names none
   */
  public record Attempt(UUID joinId, @Nullable UUID claim) {

    private static final int IN_ORDER_OF_TIME = 7;

    /** The claim, where it tells whether it is older than another (RFC 9562 §5.7). */
    private @Nullable UUID timed() {
      return claim != null && claim.version() == IN_ORDER_OF_TIME ? claim : null;
    }
  }

  /** Where an attempt stands. */
  public sealed interface Joining {

    /** Nobody joined by it yet. */
    record Open(UUID companyId, UUID invitationId) implements Joining {}

    /** It has made that user. */
    record Joined(UUID companyId, UUID userId, UUID personId) implements Joining {}

    /** It never will; or another claim has come with it that is newer. */
    record Closed() implements Joining {}
  }

  /**
   * The attempt, begun where it was not, and locked; as that claim finds it, which from now on
   * closes it for older ones.
   */
  public Uni<Joining> lock(Attempt attempt, UUID company, UUID invitationId) {
    return Statement.of(
            """
            insert into joining (join_id, company_id, invitation_id, state, claim)
            values (:join, :company, :invitation, 'OPEN', cast(:claim as uuid))
            on conflict on constraint joining_pk do update set claim = excluded.claim
            where joining.claim is null or joining.claim < excluded.claim
            """)
        .set("join", attempt.joinId())
        .set("company", company)
        .set("invitation", invitationId)
        .set("claim", attempt.timed())
        .changes()
        .chain(done -> locked(attempt))
        .map(Optional::orElseThrow);
  }

  private static Uni<Optional<Joining>> locked(Attempt attempt) {
    return Statement.of(
            """
            select
              case when state = 'OPEN' and claim > cast(:claim as uuid) then 'CLOSED' else state end,
              company_id, invitation_id, user_id, person_id
            from joining where join_id = :join for update
            """)
        .set("join", attempt.joinId())
        .set("claim", attempt.timed())
        .rows(Object[].class)
        .map(rows -> rows.stream().findFirst().map(Joinings::read));
  }

  private static Joining read(@Nullable Object[] row) {
    return switch (String.valueOf(row[0])) {
      case "OPEN" -> new Joining.Open(uuid(row[1]), uuid(row[2]));
      case "CLOSED" -> new Joining.Closed();
      default -> new Joining.Joined(uuid(row[1]), uuid(row[3]), uuid(row[4]));
    };
  }

  private static UUID uuid(@Nullable Object value) {
    return UUID.fromString(String.valueOf(value));
  }

  /** Remembers which user the attempt made. */
  public Uni<Void> joined(UUID joinId, UUID userId, UUID personId) {
    return Statement.of(
            """
            update joining set state = 'JOINED', user_id = :user, person_id = :person
            where join_id = :join
            """)
        .set("user", userId)
        .set("person", personId)
        .set("join", joinId)
        .changes()
        .replaceWithVoid();
  }

  /** Closes the attempt for ever. */
  public Uni<Void> close(UUID joinId) {
    return Statement.of("update joining set state = 'CLOSED' where join_id = :join")
        .set("join", joinId)
        .changes()
        .replaceWithVoid();
  }
}
