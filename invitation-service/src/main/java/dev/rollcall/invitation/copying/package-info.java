/** A link to hand over by other means than mail (INV-10). */
@NullMarked
package dev.rollcall.invitation.copying;

import org.jspecify.annotations.NullMarked;
