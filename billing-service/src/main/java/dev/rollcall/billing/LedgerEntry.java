package dev.rollcall.billing;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * One movement of a license or of money in the ledger (BIL-3), numbered without a gap and chained
 * per company.
 *
 * @param sequence 1 for the company's first
 * @param occurredAt product time, in microseconds
 * @param postings licenses; empty for a charge
 * @param amounts money; empty for a license's movement
 * @param previousHash hash of the entry before; {@link LedgerRules#START} for the first
 * @param hash SHA-256, hex, over everything else here
 */
public record LedgerEntry(
    long sequence,
    UUID id,
    Subject subject,
    Instant occurredAt,
    List<Posting> postings,
    List<MoneyPosting> amounts,
    String previousHash,
    String hash) {

  public LedgerEntry {
    postings = List.copyOf(postings);
    amounts = List.copyOf(amounts);
  }

  /** What an entry is about. */
  public sealed interface Subject {

    /** A license has moved. */
    record Moved(Movement.Kind kind, UUID licenseId, long licenseVersion) implements Subject {}

    /** The company was charged. */
    record Charged(UUID chargeId) implements Subject {}
  }

  LedgerEntry sealedWith(String newHash) {
    return new LedgerEntry(
        sequence, id, subject, occurredAt, postings, amounts, previousHash, newHash);
  }
}
