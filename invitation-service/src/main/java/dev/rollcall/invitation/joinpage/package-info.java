/** The page behind the mailed link (INV-14, 15, 16): static files with strict headers, no more. */
@NullMarked
package dev.rollcall.invitation.joinpage;

import org.jspecify.annotations.NullMarked;
