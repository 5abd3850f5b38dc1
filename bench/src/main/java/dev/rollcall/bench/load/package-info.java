/** The load: Hyperfoil in a process of its own, asked line by line. */
@NullMarked
package dev.rollcall.bench.load;

import org.jspecify.annotations.NullMarked;
