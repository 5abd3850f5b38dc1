/** Where numbers come from, behind one interface (NUM-9). */
@NullMarked
package dev.rollcall.numbering.carrier;

import org.jspecify.annotations.NullMarked;
