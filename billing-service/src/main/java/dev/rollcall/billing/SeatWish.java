package dev.rollcall.billing;

import java.util.Optional;
import java.util.UUID;

/**
 * What a process wants.
 *
 * @param plan empty where any will do; the cheapest is taken then
 */
public record SeatWish(UUID officeId, LicenseType type, Optional<Plan> plan) {}
