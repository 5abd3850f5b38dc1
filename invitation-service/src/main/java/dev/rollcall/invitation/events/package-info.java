/** What this service publishes and consumes. */
@NullMarked
package dev.rollcall.invitation.events;

import org.jspecify.annotations.NullMarked;
