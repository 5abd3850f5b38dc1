package dev.rollcall.billing;

import java.time.LocalDate;
import java.util.Optional;

/**
 * Something that a company pays for by the month.
 *
 * @param description what it is, for a person
 * @param quantity how many alike, at least 1
 * @param monthly price of one for a whole period
 * @param from first day that it is charged for
 * @param to the day after the last; empty while it goes on
 */
public record Usage(
    String description, long quantity, Money monthly, LocalDate from, Optional<LocalDate> to) {}
