/** Tokens and the links that carry them (INV-7). */
@NullMarked
package dev.rollcall.invitation.linking;

import org.jspecify.annotations.NullMarked;
