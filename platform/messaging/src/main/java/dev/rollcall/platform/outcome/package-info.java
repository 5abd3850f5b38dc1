/**
 * Business decisions as values: what a use case answers, or why it refuses. Imports only java.*.
 */
@NullMarked
package dev.rollcall.platform.outcome;

import org.jspecify.annotations.NullMarked;
