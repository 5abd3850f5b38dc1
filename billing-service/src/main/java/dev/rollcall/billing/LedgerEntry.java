package dev.rollcall.billing;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * One movement in the ledger (BIL-3), numbered without a gap and chained per company.
 *
 * @param sequence 1 for the company's first
 * @param occurredAt product time, in microseconds
 * @param previousHash hash of the entry before; {@link LedgerRules#START} for the first
 * @param hash SHA-256, hex, over everything else here
 */
public record LedgerEntry(
    long sequence,
    UUID id,
    Movement.Kind kind,
    UUID licenseId,
    long licenseVersion,
    Instant occurredAt,
    List<Posting> postings,
    String previousHash,
    String hash) {

  public LedgerEntry {
    postings = List.copyOf(postings);
  }
}
