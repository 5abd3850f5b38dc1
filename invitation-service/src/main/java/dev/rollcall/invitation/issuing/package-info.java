/** Inviting somebody (INV-1 to 6, 11). */
@NullMarked
package dev.rollcall.invitation.issuing;

import org.jspecify.annotations.NullMarked;
