package dev.rollcall.billing;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Checks a company's ledger entry by entry, oldest first: numbered without a gap, tied to the one
 * before, unchanged since, and balanced (BIL-3). Immutable: each step answers the next.
 *
 * @param checked entries seen
 * @param lastHash hash of the last entry seen
 * @param firstBroken sequence of the first entry that is wrong or missing
 */
public record LedgerProof(long checked, String lastHash, Optional<Long> firstBroken) {

  /** Before the first entry. */
  public static LedgerProof start() {
    return new LedgerProof(0, LedgerRules.START, Optional.empty());
  }

  /** After that entry; once broken it stays broken, at the first place. */
  public LedgerProof then(LedgerEntry entry) {
    long expected = checked + 1;
    boolean sound =
        entry.sequence() == expected
            && entry.previousHash().equals(lastHash)
            && entry.hash().equals(LedgerRules.hash(entry))
            && balances(entry);
    return new LedgerProof(
        expected, entry.hash(), sound ? firstBroken : firstBroken.or(() -> Optional.of(expected)));
  }

  /**
   * After the last entry.
   *
   * @param entries how many there must have been
   * @param headHash the hash that the last one must have had
   */
  public LedgerProof end(long entries, String headHash) {
    boolean complete = checked == entries && lastHash.equals(headHash);
    return complete
        ? this
        : new LedgerProof(
            checked, lastHash, firstBroken.or(() -> Optional.of(Math.min(checked, entries) + 1)));
  }

  /** With what another check found broken; the earlier place counts. */
  public LedgerProof and(Optional<Long> brokenToo) {
    Optional<Long> first = firstBroken.flatMap(one -> brokenToo.map(other -> Math.min(one, other)));
    return new LedgerProof(checked, lastHash, first.or(() -> firstBroken).or(() -> brokenToo));
  }

  public boolean valid() {
    return firstBroken.isEmpty();
  }

  private static boolean balances(LedgerEntry entry) {
    Map<Account, Long> sums = new HashMap<>();
    for (Posting posting : entry.postings()) {
      sums.merge(posting.account().contra(), posting.quantity(), Long::sum);
    }
    Map<Currency, BigDecimal> money = new HashMap<>();
    for (MoneyPosting posting : entry.amounts()) {
      money.merge(posting.amount().currency(), posting.amount().amount(), BigDecimal::add);
    }
    return !(sums.isEmpty() && money.isEmpty())
        && sums.values().stream().allMatch(sum -> sum == 0)
        && money.values().stream().allMatch(sum -> sum.signum() == 0);
  }
}
