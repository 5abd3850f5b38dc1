package dev.rollcall.invitation;

import org.jspecify.annotations.Nullable;

/**
 * One entry of a pasted text (INV-12).
 *
 * @param line of the text, from 1
 * @param place among the entries of that line, from 1
 * @param email what looks like an address, not checked; for an entry without one, the entry itself,
 *     shortened
 * @param firstName at most 100 characters, or null where the text gives none
 * @param lastName at most 100 characters, or null where the text gives none
 */
public record PastedAddress(
    int line, int place, String email, @Nullable String firstName, @Nullable String lastName) {}
