package dev.rollcall.invitation.storage;

import dev.rollcall.invitation.Link;
import java.time.Duration;

/**
 * A link that somebody just used.
 *
 * @param calls how often it was used in the running window, this time included
 * @param windowLeft until the window ends
 */
public record LinkUse(Link link, int calls, Duration windowLeft) {}
