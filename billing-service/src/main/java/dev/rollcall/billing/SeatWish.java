package dev.rollcall.billing;

import java.util.Optional;
import java.util.UUID;

/**
 * What a process wants.
 *
 * @param plan empty where any will do: the cheapest is taken then, or what the quote says is bought
 */
public record SeatWish(UUID officeId, LicenseType type, Optional<Plan> plan, Source source) {

  /** Where the seat is to come from (INV-4). */
  public sealed interface Source {

    /** A license that is free. */
    record Existing() implements Source {}

    /**
     * One that is bought.
     *
     * @param quoteId the quote that the price is bound to (INV-5)
     */
    record Purchase(Optional<UUID> quoteId) implements Source {}
  }

  /** A license that is free. */
  public static SeatWish existing(UUID officeId, LicenseType type, Optional<Plan> plan) {
    return new SeatWish(officeId, type, plan, new Source.Existing());
  }
}
