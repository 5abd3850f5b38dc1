package dev.rollcall.billing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

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

  /** The entry of a movement at that place of the chain. */
  public static LedgerEntry entry(
      Movement movement, UUID id, long sequence, Instant now, String previousHash) {
    List<Posting> postings = postings(movement);
    License license = movement.after();
    LedgerEntry unsealed =
        new LedgerEntry(
            sequence,
            id,
            movement.kind(),
            license.id(),
            license.version(),
            now.truncatedTo(ChronoUnit.MICROS),
            postings,
            previousHash,
            "");
    return new LedgerEntry(
        sequence,
        id,
        unsealed.kind(),
        unsealed.licenseId(),
        unsealed.licenseVersion(),
        unsealed.occurredAt(),
        postings,
        previousHash,
        hash(unsealed));
  }

  /** The hash that the entry must have. */
  static String hash(LedgerEntry entry) {
    String text =
        String.join(
            "|",
            entry.previousHash(),
            Long.toString(entry.sequence()),
            entry.id().toString(),
            entry.kind().name(),
            entry.licenseId().toString(),
            Long.toString(entry.licenseVersion()),
            entry.occurredAt().toString(),
            entry.postings().stream().map(LedgerRules::text).collect(Collectors.joining(";")));
    return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
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
