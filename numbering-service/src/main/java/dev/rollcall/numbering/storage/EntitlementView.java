package dev.rollcall.numbering.storage;

import java.util.UUID;

/**
 * What a user's licenses entitle to.
 *
 * @param freeLocalNumbers US local numbers free of charge, one for each TALK license (NUM-1)
 */
public record EntitlementView(UUID userId, int freeLocalNumbers) {}
