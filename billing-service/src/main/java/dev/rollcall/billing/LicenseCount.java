package dev.rollcall.billing;

import java.util.UUID;

/**
 * How many licenses of one type and plan an office has, by state (BIL-2: purchased = free +
 * reserved + assigned).
 */
public record LicenseCount(
    UUID officeId,
    LicenseType type,
    Plan plan,
    long purchased,
    long free,
    long reserved,
    long assigned) {}
