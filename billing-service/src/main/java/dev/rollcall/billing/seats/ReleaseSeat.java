package dev.rollcall.billing.seats;

import dev.rollcall.billing.SeatDecision;
import dev.rollcall.billing.SeatRules;
import dev.rollcall.billing.storage.Licenses;
import dev.rollcall.platform.time.ProductClock;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;

/** Frees the seat of an invitation that ended without a join, exactly once (INV-18). */
@ApplicationScoped
class ReleaseSeat {

  private final HeldSeats held;
  private final SeatWriter writer;
  private final Licenses licenses;
  private final FreeLicenses rest;
  private final ProductClock clock;

  ReleaseSeat(
      HeldSeats held, SeatWriter writer, Licenses licenses, FreeLicenses rest, ProductClock clock) {
    this.held = held;
    this.writer = writer;
    this.licenses = licenses;
    this.rest = rest;
    this.clock = clock;
  }

  /** The attempt has ended; inside the consumer's transaction. */
  Uni<Void> end(UUID company, UUID process, int attempt) {
    Instant now = clock.instant();
    return held.lock(company, process, now)
        .map(found -> SeatRules.end(found.seat(), found.license(), attempt, now))
        .chain(this::write)
        .chain(() -> freeTheRest(company, process, attempt, now));
  }

  /** What is reserved for the ended attempt although its seat doesn't say so: it drifted. */
  private Uni<Void> freeTheRest(UUID company, UUID process, int attempt, Instant now) {
    return licenses
        .reservedFor(company, process, attempt)
        .chain(reserved -> rest.free(company, reserved, now));
  }

  private Uni<Void> write(SeatDecision decision) {
    return switch (decision) {
      case SeatDecision.Decided decided -> writer.write(decided.change());
      case SeatDecision.Unchanged unchanged -> Uni.createFrom().voidItem();
      case SeatDecision.Wanted wanted -> throw new IllegalStateException("an end wants no seat");
    };
  }
}
