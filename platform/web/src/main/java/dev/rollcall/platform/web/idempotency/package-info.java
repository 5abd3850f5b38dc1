/** Idempotency-Key: an unsafe request repeated has one effect. */
@NullMarked
package dev.rollcall.platform.web.idempotency;

import org.jspecify.annotations.NullMarked;
