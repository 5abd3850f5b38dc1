/** Removing free licenses at the renewal (BIL-4). */
@NullMarked
package dev.rollcall.billing.removing;

import org.jspecify.annotations.NullMarked;
