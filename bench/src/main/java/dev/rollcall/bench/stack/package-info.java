/** The suite that is measured, in processes of its own. */
@NullMarked
package dev.rollcall.bench.stack;

import org.jspecify.annotations.NullMarked;
