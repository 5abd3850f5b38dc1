/**
 * The test kit: {@link dev.rollcall.platform.test.RollcallTest} gives a {@code @QuarkusTest} real
 * servers; the rest speaks to them and asserts.
 */
@NullMarked
package dev.rollcall.platform.test;

import org.jspecify.annotations.NullMarked;
