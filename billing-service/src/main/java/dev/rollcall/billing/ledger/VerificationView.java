package dev.rollcall.billing.ledger;

import dev.rollcall.billing.LedgerProof;
import org.jspecify.annotations.Nullable;

/**
 * Whether the ledger is as it was written (BIL-3).
 *
 * @param checked entries read
 * @param firstBroken number of the first entry that is wrong or missing, from 1; null where none is
 */
public record VerificationView(boolean valid, long checked, @Nullable Long firstBroken) {

  static VerificationView of(LedgerProof proof) {
    return new VerificationView(proof.valid(), proof.checked(), proof.firstBroken().orElse(null));
  }
}
