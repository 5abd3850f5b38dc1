package dev.rollcall.numbering.carrier;

import dev.rollcall.numbering.NumberType;

/**
 * A number that a carrier has in stock.
 *
 * @param country ISO 3166-1 alpha-2
 */
public record Offer(String e164, NumberType type, String country) {}
