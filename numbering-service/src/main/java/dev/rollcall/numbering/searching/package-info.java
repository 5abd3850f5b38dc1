/** Which numbers can be had (NUM-2, NUM-9). */
@NullMarked
package dev.rollcall.numbering.searching;

import org.jspecify.annotations.NullMarked;
