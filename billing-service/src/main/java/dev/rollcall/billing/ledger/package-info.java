/** The ledger, as clients read and verify it (BIL-3). */
@NullMarked
package dev.rollcall.billing.ledger;

import org.jspecify.annotations.NullMarked;
