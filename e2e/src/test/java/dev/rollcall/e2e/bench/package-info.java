/**
 * Measurements, run on demand: {@code ./rollcall test -pl e2e -Dbench}. They print figures and
 * assert nothing of time.
 */
@NullMarked
package dev.rollcall.e2e.bench;

import org.jspecify.annotations.NullMarked;
