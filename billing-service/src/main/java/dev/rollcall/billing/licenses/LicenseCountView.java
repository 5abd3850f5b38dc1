package dev.rollcall.billing.licenses;

import dev.rollcall.billing.LicenseType;
import dev.rollcall.billing.Plan;
import java.util.UUID;

/**
 * How many licenses of one type and plan an office has, by state (BIL-2: purchased = free +
 * reserved + assigned).
 */
public record LicenseCountView(
    UUID officeId,
    LicenseType type,
    Plan plan,
    long purchased,
    long free,
    long reserved,
    long assigned) {}
