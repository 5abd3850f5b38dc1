/** Quotes, and agreeing on a price before anything is carried out (BIL-6). */
@NullMarked
package dev.rollcall.billing.quoting;

import org.jspecify.annotations.NullMarked;
