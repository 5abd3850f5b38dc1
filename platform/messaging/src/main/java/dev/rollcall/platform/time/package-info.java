/** Product time and ids, injected so that a test can move the one and name the other. */
@NullMarked
package dev.rollcall.platform.time;

import org.jspecify.annotations.NullMarked;
