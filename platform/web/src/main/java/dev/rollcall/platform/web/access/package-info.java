/** Who calls, for which company, and what they may do there. */
@NullMarked
package dev.rollcall.platform.web.access;

import org.jspecify.annotations.NullMarked;
