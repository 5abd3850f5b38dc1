/** Inviting many at once: preview, commit, and the work behind it (INV-12). */
@NullMarked
package dev.rollcall.invitation.batching;

import org.jspecify.annotations.NullMarked;
