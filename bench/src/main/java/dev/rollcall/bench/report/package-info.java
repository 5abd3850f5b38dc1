/** Figures, beside their goals and an earlier run. */
@NullMarked
package dev.rollcall.bench.report;

import org.jspecify.annotations.NullMarked;
