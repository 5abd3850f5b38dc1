/** Buying licenses (BIL-4, BIL-6, INV-4). */
@NullMarked
package dev.rollcall.billing.buying;

import org.jspecify.annotations.NullMarked;
