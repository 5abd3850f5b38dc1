/**
 * Measurements of the whole suite ({@code ./rollcall bench}): what PERF-1 to PERF-8 promise, each
 * figure beside its goal. Nothing here asserts a time.
 */
@NullMarked
package dev.rollcall.bench;

import org.jspecify.annotations.NullMarked;
