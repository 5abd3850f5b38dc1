/** What is measured, a class for each PERF rule. */
@NullMarked
package dev.rollcall.bench.scenario;

import org.jspecify.annotations.NullMarked;
