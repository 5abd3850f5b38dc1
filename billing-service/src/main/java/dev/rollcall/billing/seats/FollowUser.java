package dev.rollcall.billing.seats;

import dev.rollcall.billing.License;
import dev.rollcall.billing.Movement;
import dev.rollcall.billing.SeatDecision;
import dev.rollcall.billing.SeatRules;
import dev.rollcall.billing.events.LicenseEvents;
import dev.rollcall.billing.storage.Companies;
import dev.rollcall.billing.storage.LedgerBook;
import dev.rollcall.billing.storage.Licenses;
import dev.rollcall.platform.messaging.Outbox;
import dev.rollcall.platform.time.ProductClock;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Brings licenses to where the user is: assigned to who has joined, free again when they are
 * deleted (USR-4). Follows the newest state of the user; older ones change nothing.
 */
@ApplicationScoped
class FollowUser {

  private final Companies companies;
  private final HeldSeats held;
  private final Licenses licenses;
  private final LedgerBook ledger;
  private final SeatWriter writer;
  private final Outbox outbox;
  private final ProductClock clock;

  FollowUser(
      Companies companies,
      HeldSeats held,
      Licenses licenses,
      LedgerBook ledger,
      SeatWriter writer,
      Outbox outbox,
      ProductClock clock) {
    this.companies = companies;
    this.held = held;
    this.licenses = licenses;
    this.ledger = ledger;
    this.writer = writer;
    this.outbox = outbox;
    this.clock = clock;
  }

  /** The user's newest state; inside the consumer's transaction. */
  Uni<Void> follow(UserState user, long version) {
    return companies
        .adoptMember(user.companyId(), user.userId(), user.invitationId(), user.status(), version)
        .chain(newer -> newer ? settle(user) : nothing());
  }

  private Uni<Void> settle(UserState user) {
    return user.active() ? joined(user) : left(user);
  }

  private Uni<Void> joined(UserState user) {
    return user.invitation()
        .map(process -> seatJoined(user, process))
        .orElseGet(FollowUser::nothing);
  }

  private Uni<Void> seatJoined(UserState user, UUID process) {
    Instant now = clock.instant();
    return held.lock(user.companyId(), process, now)
        .map(found -> SeatRules.join(found.seat(), found.license(), user.userId(), now))
        .chain(this::write);
  }

  private Uni<Void> left(UserState user) {
    return user.invitation()
        .map(process -> seatLeft(user, process))
        .orElseGet(FollowUser::nothing)
        .chain(() -> freeTheRest(user));
  }

  private Uni<Void> seatLeft(UserState user, UUID process) {
    Instant now = clock.instant();
    return held.lock(user.companyId(), process, now)
        .map(found -> SeatRules.leave(found.seat(), found.license(), user.userId(), now))
        .chain(this::write);
  }

  /** Licenses that no invitation brought: the founder's. */
  private Uni<Void> freeTheRest(UserState user) {
    return licenses
        .assignedTo(user.companyId(), user.userId())
        .chain(assigned -> free(user.companyId(), assigned));
  }

  private Uni<Void> free(UUID company, List<License> assigned) {
    Instant now = clock.instant();
    List<Movement> movements = assigned.stream().map(license -> license.free(now)).toList();
    return ledger
        .move(company, movements, now)
        .chain(() -> outbox.appendAll(LicenseEvents.of(movements)));
  }

  private Uni<Void> write(SeatDecision decision) {
    return switch (decision) {
      case SeatDecision.Decided decided -> writer.write(decided.change());
      case SeatDecision.Unchanged unchanged -> nothing();
      case SeatDecision.Wanted wanted -> throw new IllegalStateException("a user asks for no seat");
    };
  }

  private static Uni<Void> nothing() {
    return Uni.createFrom().voidItem();
  }
}
