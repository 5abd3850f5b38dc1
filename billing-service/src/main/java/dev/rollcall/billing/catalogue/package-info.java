/** The price list, as clients read it (BIL-1). */
@NullMarked
package dev.rollcall.billing.catalogue;

import org.jspecify.annotations.NullMarked;
