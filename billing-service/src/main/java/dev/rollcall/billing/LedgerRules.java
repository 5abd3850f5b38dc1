package dev.rollcall.billing;

import dev.rollcall.billing.LedgerEntry.Subject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a movement is booked, and how an entry is tied to the one before it (BIL-3). */
public final class LedgerRules {

  /** What the first entry of a company follows. */
  public static final String START = "0".repeat(64);

  private LedgerRules() {}

  /**
   * The two lines of a movement: out of the account before, into the account after; a new license
   * comes out of the contra account.
   */
  public static List<Posting> postings(Movement movement) {
    Account to = Account.of(movement.after());
    Account from = movement.before().map(Account::of).orElse(to.contra());
    return List.of(new Posting(from, -1), new Posting(to, 1));
  }

  /** The two lines of a charge: the company owes what was sold to it. */
  static List<MoneyPosting> amounts(Charge charge) {
    return List.of(
        new MoneyPosting(charge.officeId(), MoneyPosting.Account.RECEIVABLE, charge.amount()),
        new MoneyPosting(charge.officeId(), MoneyPosting.Account.SALES, charge.amount().negated()));
  }

  /** The entry of a movement at that place of the chain. */
  public static LedgerEntry entry(
      Movement movement, UUID id, long sequence, Instant now, String previousHash) {
    License license = movement.after();
    return sealed(
        new LedgerEntry(
            sequence,
            id,
            new Subject.Moved(movement.kind(), license.id(), license.version()),
            now.truncatedTo(ChronoUnit.MICROS),
            postings(movement),
            List.of(),
            previousHash,
            ""));
  }

  /** The entry of a charge at that place of the chain. */
  public static LedgerEntry entry(
      Charge charge, UUID id, long sequence, Instant now, String previousHash) {
    return sealed(
        new LedgerEntry(
            sequence,
            id,
            new Subject.Charged(charge.id()),
            now.truncatedTo(ChronoUnit.MICROS),
            List.of(),
            amounts(charge),
            previousHash,
            ""));
  }

  private static LedgerEntry sealed(LedgerEntry entry) {
    return entry.sealedWith(hash(entry));
  }

  /** The hash that the entry must have. */
  static String hash(LedgerEntry entry) {
    String text =
        String.join(
            "|",
            entry.previousHash(),
            Long.toString(entry.sequence()),
            entry.id().toString(),
            text(entry.subject()),
            entry.occurredAt().toString(),
            Stream.concat(
                    entry.postings().stream().map(LedgerRules::text),
                    entry.amounts().stream().map(LedgerRules::text))
                .collect(Collectors.joining(";")));
    return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String text(Subject subject) {
    return switch (subject) {
      case Subject.Moved(Movement.Kind kind, UUID license, long version) ->
          kind.name() + "|" + license + "|" + version;
      case Subject.Charged(UUID charge) -> "CHARGED|" + charge;
    };
  }

  private static String text(MoneyPosting posting) {
    return String.join(
        ",",
        posting.officeId().toString(),
        posting.account().name(),
        posting.amount().amount().toPlainString(),
        posting.amount().currency().getCurrencyCode());
  }

  private static String text(Posting posting) {
    Account account = posting.account();
    return String.join(
        ",",
        account.officeId().toString(),
        account.type().name(),
        account.plan().name(),
        account.book().name(),
        Long.toString(posting.quantity()));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
