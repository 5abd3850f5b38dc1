/** Giving numbers to users and taking them back (NUM-3, NUM-6). */
@NullMarked
package dev.rollcall.numbering.assigning;

import org.jspecify.annotations.NullMarked;
