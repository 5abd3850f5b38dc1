package dev.rollcall.billing;

import dev.rollcall.billing.Statement.Line;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import java.util.stream.Collectors;

/** How long a quote stands, and for what (BIL-6). */
public final class QuoteRules {

  private QuoteRules() {}

  /** A quote for that lifetime, but not beyond the company's day. */
  public static Quote quote(
      UUID id, PricedOrder priced, Subscription subscription, Duration lifetime, Instant now) {
    Instant midnight =
        subscription.day(now).plusDays(1).atStartOfDay(subscription.timeZone()).toInstant();
    Instant end = now.plus(lifetime);
    return new Quote(
        id,
        subscription.companyId(),
        priced,
        hash(priced),
        now,
        end.isBefore(midnight) ? end : midnight,
        java.util.Optional.empty());
  }

  /** Whether the quote still says what the order costs now. */
  public static boolean stands(Quote quote, PricedOrder priced, Instant now) {
    return quote.usedBy().isEmpty()
        && now.isBefore(quote.expiresAt())
        && quote.hash().equals(hash(priced));
  }

  /** The same for equal orders at equal prices on equal days. */
  public static String hash(PricedOrder priced) {
    LicenseOrder order = priced.order();
    String text =
        String.join(
            "|",
            order.action().name(),
            order.type().name(),
            order.plan().name(),
            Integer.toString(order.quantity()),
            order.officeId().toString(),
            text(priced.total()),
            priced.lines().stream().map(QuoteRules::text).collect(Collectors.joining(";")));
    return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Without the description: an office that got another name costs the same. With the origin of
   * what is removed: a license of the sign-up doesn't come back (INV-4).
   */
  private static String text(Line line) {
    return String.join(
            ",",
            Long.toString(line.quantity()),
            text(line.unitPrice()),
            text(line.amount()),
            line.from().toString(),
            line.to().toString())
        + line.removed().map(origin -> "," + origin.name()).orElse("");
  }

  private static String text(Money money) {
    return money.amount().toPlainString() + " " + money.currency().getCurrencyCode();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
