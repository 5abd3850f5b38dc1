package dev.rollcall.billing.seats;

import dev.rollcall.billing.SeatDecision;
import dev.rollcall.billing.SeatRules;
import dev.rollcall.billing.storage.Companies;
import dev.rollcall.billing.storage.Licenses;
import dev.rollcall.platform.time.ProductClock;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
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
  private final SeatWriter writer;
  private final FreeLicenses rest;
  private final ProductClock clock;

  FollowUser(
      Companies companies,
      HeldSeats held,
      Licenses licenses,
      SeatWriter writer,
      FreeLicenses rest,
      ProductClock clock) {
    this.companies = companies;
    this.held = held;
    this.licenses = licenses;
    this.writer = writer;
    this.rest = rest;
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

  /** Licenses that no invitation brought: the founder's, and what has drifted to them. */
  private Uni<Void> freeTheRest(UserState user) {
    return licenses
        .assignedTo(user.companyId(), user.userId())
        .chain(assigned -> rest.free(user.companyId(), assigned, clock.instant()));
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
