package dev.rollcall.billing.seats;

import dev.rollcall.billing.License;
import dev.rollcall.billing.SeatChange;
import dev.rollcall.billing.SeatDecision.Wanted;
import dev.rollcall.billing.SeatRules;
import dev.rollcall.billing.SeatWish;
import dev.rollcall.billing.storage.Licenses;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Finds a free license for a seat, and tells "there is none" from "another transaction has it": a
 * request is refused for good only where none is free as far as is committed (INV-4, INV-6).
 */
@ApplicationScoped
class FreeSeatSearch {

  /** Whether the transaction can wait for others. */
  enum Patience {
    /** It passes over what others have locked. */
    AT_ONCE,
    /** It waits for them, a moment: the seat that it holds may be what one of them waits for. */
    WAITING
  }

  /** What was found. */
  sealed interface Found {

    /** One that is the transaction's now. */
    record Free(License license) implements Found {}

    /** Others have the last ones; it is open whether they keep them. */
    record Contended() implements Found {}

    /** There is none. */
    record None() implements Found {}

    /** The seat's change; empty where it is open. */
    default Optional<SeatChange> decide(Wanted wanted, Instant now) {
      return switch (this) {
        case Free(License license) -> Optional.of(SeatRules.take(wanted, license, now));
        case Contended contended -> Optional.empty();
        case None none -> Optional.of(SeatRules.refuse(wanted, SeatRules.NO_FREE_LICENSE));
      };
    }
  }

  private static final Duration LONGEST_WAIT = Duration.ofMillis(250);

  private final Licenses licenses;

  FreeSeatSearch(Licenses licenses) {
    this.licenses = licenses;
  }

  /** A license that fits the wish, locked by the running transaction. */
  Uni<Found> find(UUID company, SeatWish wish, Patience patience) {
    return taken(company, wish, patience)
        .chain(license -> license.map(FreeSeatSearch::free).orElseGet(() -> none(company, wish)));
  }

  private Uni<Optional<License>> taken(UUID company, SeatWish wish, Patience patience) {
    return switch (patience) {
      case AT_ONCE -> licenses.take(company, wish);
      case WAITING -> licenses.takeWaiting(company, wish, LONGEST_WAIT);
    };
  }

  private static Uni<Found> free(License license) {
    return Uni.createFrom().item(new Found.Free(license));
  }

  private Uni<Found> none(UUID company, SeatWish wish) {
    return licenses
        .isFree(company, wish)
        .map(free -> free ? new Found.Contended() : new Found.None());
  }
}
