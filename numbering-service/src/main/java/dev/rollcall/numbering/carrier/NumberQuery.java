package dev.rollcall.numbering.carrier;

import dev.rollcall.numbering.NumberType;

/**
 * What is searched for.
 *
 * @param country ISO 3166-1 alpha-2
 * @param areaCode leading digits of the national number; empty for any
 * @param contains digits that the national number contains; empty for any
 */
public record NumberQuery(String country, NumberType type, String areaCode, String contains) {}
