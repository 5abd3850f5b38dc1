package dev.rollcall.billing;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * How far the proof of a company's ledger is (BIL-3): entry by entry, then whether every license
 * and every purchase is as the ledger has it, then whether the balances kept beside it say the
 * same. One step after the other, each of bounded size, so that it can pause between them.
 * Immutable.
 *
 * @param sequence of the last entry read
 * @param after the license or purchase that was compared last
 * @param booked sums of what was read, by account
 * @param disagrees whether something was found that the ledger doesn't explain
 */
public record LedgerCheck(
    Stage stage,
    LedgerProof proof,
    long sequence,
    UUID after,
    Map<String, BigDecimal> booked,
    boolean disagrees) {

  private static final UUID FIRST = new UUID(0, 0);

  /** What is looked at next. */
  public enum Stage {
    ENTRIES,
    LICENSES,
    PURCHASES,
    /** What came meanwhile, and the balances, in one snapshot. */
    END,
    DONE
  }

  public LedgerCheck {
    booked = Map.copyOf(booked);
  }

  /** Before the first entry. */
  public static LedgerCheck start() {
    return new LedgerCheck(Stage.ENTRIES, LedgerProof.start(), 0, FIRST, Map.of(), false);
  }

  /** After these entries, which follow those read before. */
  public LedgerCheck read(List<LedgerEntry> entries) {
    LedgerProof proven = proof;
    var sums = new HashMap<>(booked);
    for (LedgerEntry entry : entries) {
      proven = proven.then(entry);
      entry.postings().forEach(posting -> add(sums, key(posting), posting.quantity()));
      entry
          .amounts()
          .forEach(line -> sums.merge(key(line), line.amount().amount(), BigDecimal::add));
    }
    long last = entries.isEmpty() ? sequence : entries.getLast().sequence();
    return new LedgerCheck(stage, proven, last, after, sums, disagrees);
  }

  /** With what a comparison has found; once they disagree, they do. */
  public LedgerCheck compared(boolean agrees) {
    return new LedgerCheck(stage, proof, sequence, after, booked, disagrees || !agrees);
  }

  /** The same up to that license or purchase. */
  public LedgerCheck upTo(UUID last) {
    return new LedgerCheck(stage, proof, sequence, last, booked, disagrees);
  }

  /** At the beginning of the next stage. */
  public LedgerCheck next() {
    return new LedgerCheck(following(), proof, sequence, FIRST, booked, disagrees);
  }

  private Stage following() {
    return switch (stage) {
      case ENTRIES -> Stage.LICENSES;
      case LICENSES -> Stage.PURCHASES;
      case PURCHASES -> Stage.END;
      case END, DONE -> Stage.DONE;
    };
  }

  /**
   * At its end.
   *
   * @param entries how many the ledger has
   * @param headHash the hash of the last one
   */
  public LedgerCheck end(long entries, String headHash) {
    LedgerProof ended = proof.end(entries, headHash);
    return new LedgerCheck(Stage.DONE, ended, sequence, after, booked, disagrees);
  }

  /**
   * The result of one that is done: what the ledger doesn't explain would be explained by an entry
   * after its last.
   */
  public LedgerProof result() {
    return disagrees ? proof.and(Optional.of(proof.checked() + 1)) : proof;
  }

  /** Whether these balances say what was read; an account that isn't there is 0. */
  public boolean agreesWith(Map<String, BigDecimal> balances) {
    return withoutZeros(booked).equals(withoutZeros(balances));
  }

  /** By which the sums of an account of licenses are found. */
  public static String key(Account account) {
    return String.join(
        "/",
        account.officeId().toString(),
        account.type().name(),
        account.plan().name(),
        account.book().name());
  }

  /** The same for an account of money. */
  public static String key(MoneyPosting account) {
    return String.join(
        "/",
        account.officeId().toString(),
        account.account().name(),
        account.amount().currency().getCurrencyCode());
  }

  private static String key(Posting posting) {
    return key(posting.account());
  }

  private static void add(Map<String, BigDecimal> sums, String account, long quantity) {
    sums.merge(account, BigDecimal.valueOf(quantity), BigDecimal::add);
  }

  private static Map<String, BigDecimal> withoutZeros(Map<String, BigDecimal> sums) {
    var some = new HashMap<String, BigDecimal>();
    sums.forEach(
        (account, sum) -> {
          if (sum.signum() != 0) {
            some.put(account, sum.stripTrailingZeros());
          }
        });
    return some;
  }
}
