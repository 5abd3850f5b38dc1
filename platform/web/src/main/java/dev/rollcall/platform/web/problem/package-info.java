/** Refusals and failures as problem documents (RFC 9457). */
@NullMarked
package dev.rollcall.platform.web.problem;

import org.jspecify.annotations.NullMarked;
