package dev.rollcall.billing.storage;

import dev.rollcall.billing.LedgerEntry;
import dev.rollcall.platform.storage.Statement;
import io.smallrye.mutiny.Uni;
import java.util.UUID;

/** Where a company's chain ends, while the running transaction has it locked and appends to it. */
final class LedgerHead {

  private static final String LOCK =
      "select entries, hash from ledger_head where company_id = :company for update";

  private static final String MOVE =
      "update ledger_head set entries = :entries, hash = :hash where company_id = :company";

  private final UUID company;
  private long entries;
  private String hash;

  private LedgerHead(UUID company, long entries, String hash) {
    this.company = company;
    this.entries = entries;
    this.hash = hash;
  }

  /** The end, locked: entries of one company are appended one transaction after the other. */
  static Uni<LedgerHead> lock(UUID company) {
    return Statement.of(LOCK)
        .set("company", company)
        .rows()
        .map(
            rows ->
                new LedgerHead(
                    company,
                    rows.getFirst().get("entries", Long.class),
                    rows.getFirst().text("hash")));
  }

  /** The sequence of the next entry. */
  long next() {
    return entries + 1;
  }

  /** The hash of the last entry. */
  String hash() {
    return hash;
  }

  /** The entry is the last one now. */
  LedgerEntry append(LedgerEntry entry) {
    entries = entry.sequence();
    hash = entry.hash();
    return entry;
  }

  /** Writes where it ends now. */
  Statement stored() {
    return Statement.of(MOVE).set("company", company).set("entries", entries).set("hash", hash);
  }
}
