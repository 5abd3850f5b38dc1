package dev.rollcall.invitation.storage;

import java.time.Duration;
import java.util.UUID;

/**
 * A link that somebody just used.
 *
 * @param generation which of the invitation's links it is
 * @param calls how often it was used in the running window, this time included
 * @param windowLeft until the window ends
 */
public record LinkUse(
    UUID companyId, UUID invitationId, int generation, int calls, Duration windowLeft) {}
