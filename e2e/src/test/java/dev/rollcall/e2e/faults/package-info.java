/**
 * What is killed or away, and what is true afterwards. A new process joins as a step of
 * {@link dev.rollcall.e2e.faults.Journey} and a check of {@link dev.rollcall.e2e.faults.Agreement}.
 */
@NullMarked
package dev.rollcall.e2e.faults;

import org.jspecify.annotations.NullMarked;
