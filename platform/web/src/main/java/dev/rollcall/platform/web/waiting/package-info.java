/** Prefer: wait (RFC 7240): a caller waits for a process to settle. */
@NullMarked
package dev.rollcall.platform.web.waiting;

import org.jspecify.annotations.NullMarked;
