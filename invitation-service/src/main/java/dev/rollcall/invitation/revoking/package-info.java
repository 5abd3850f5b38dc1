/** Taking an invitation back. */
@NullMarked
package dev.rollcall.invitation.revoking;

import org.jspecify.annotations.NullMarked;
