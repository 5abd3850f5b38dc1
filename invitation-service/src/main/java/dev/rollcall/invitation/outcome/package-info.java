/** Chaining asynchronous steps whose answers are outcomes. */
@NullMarked
package dev.rollcall.invitation.outcome;

import org.jspecify.annotations.NullMarked;
