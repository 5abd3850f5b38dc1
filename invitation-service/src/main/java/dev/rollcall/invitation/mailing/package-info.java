/** The mail that carries the link (INV-19), and how many may be sent (INV-9). */
@NullMarked
package dev.rollcall.invitation.mailing;

import org.jspecify.annotations.NullMarked;
