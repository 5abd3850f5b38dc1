/** The company's numbers and its reserved pool (NUM-4). */
@NullMarked
package dev.rollcall.numbering.listing;

import org.jspecify.annotations.NullMarked;
