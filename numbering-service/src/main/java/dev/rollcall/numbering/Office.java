package dev.rollcall.numbering;

import java.util.UUID;

/**
 * An office as numbering sees it.
 *
 * @param country ISO 3166-1 alpha-2
 * @param open whether something new may be put in it
 */
public record Office(UUID id, String name, String country, boolean open) {}
