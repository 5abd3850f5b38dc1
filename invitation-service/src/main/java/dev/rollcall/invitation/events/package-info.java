/** What this service publishes; what it consumes is with the feature that it is for. */
@NullMarked
package dev.rollcall.invitation.events;

import org.jspecify.annotations.NullMarked;
