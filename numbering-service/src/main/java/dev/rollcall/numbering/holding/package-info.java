/** Keeping a number while making up one's mind (NUM-2). */
@NullMarked
package dev.rollcall.numbering.holding;

import org.jspecify.annotations.NullMarked;
