/**
 * Everything that a company's admin can read, as one list: for measuring, and for reading plans.
 */
@NullMarked
package dev.rollcall.bench.tour;

import org.jspecify.annotations.NullMarked;
