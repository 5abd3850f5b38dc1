/** Steps of a pipeline that the reactive library doesn't have. */
@NullMarked
package dev.rollcall.platform.reactive;

import org.jspecify.annotations.NullMarked;
