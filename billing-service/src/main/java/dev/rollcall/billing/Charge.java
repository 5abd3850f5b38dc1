package dev.rollcall.billing;

import java.util.UUID;

/**
 * Money that the company owes from now on (BIL-6).
 *
 * @param id of what it is for, e.g. a purchase; booked once
 */
public record Charge(UUID id, UUID officeId, Money amount) {}
