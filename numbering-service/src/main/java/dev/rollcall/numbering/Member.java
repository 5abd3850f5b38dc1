package dev.rollcall.numbering;

import java.util.UUID;

/**
 * A user as numbering sees them.
 *
 * @param active false once deleted
 */
public record Member(UUID userId, UUID officeId, boolean active) {}
