/** A new mail for an invitation (INV-9). */
@NullMarked
package dev.rollcall.invitation.resending;

import org.jspecify.annotations.NullMarked;
