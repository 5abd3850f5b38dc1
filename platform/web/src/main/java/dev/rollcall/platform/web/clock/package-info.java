/** The test clock's endpoint. */
@NullMarked
package dev.rollcall.platform.web.clock;

import org.jspecify.annotations.NullMarked;
