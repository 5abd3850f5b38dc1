package dev.rollcall.identity;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An e-mail address that mail can be sent to.
 *
 * @param value as it was written, without blanks around it
 * @param key the same for every spelling of the address: NFKC, lower case, domain in ASCII (INV-11)
 */
public record EmailAddress(String value, String key) {

  private static final int MAX_LENGTH = 254;
  private static final Pattern LOCAL =
      Pattern.compile("[^\\s@<>(),;:\\\\\"\\[\\]\\p{Cntrl}]{1,64}");
  private static final Pattern DOMAIN =
      Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  /** The address, or empty where the text is none. */
  public static Optional<EmailAddress> parse(String text) {
    String value = text.strip();
    int at = value.lastIndexOf('@');
    if (at < 1 || value.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    String local = fold(value.substring(0, at));
    return domain(value.substring(at + 1))
        .filter(domain -> LOCAL.matcher(local).matches())
        .map(domain -> new EmailAddress(value, local + "@" + domain));
  }

  /** A domain name in ASCII and lower case, or empty where the text is none. */
  public static Optional<String> domain(String text) {
    return ascii(fold(text.strip())).filter(domain -> DOMAIN.matcher(domain).matches());
  }

  /** The part after the last {@code @}, in ASCII and lower case. */
  public String domain() {
    return key.substring(key.lastIndexOf('@') + 1);
  }

  /** The key of an address, or the folded text where it is none. */
  public static String keyOf(String text) {
    return parse(text).map(EmailAddress::key).orElseGet(() -> fold(text.strip()));
  }

  private static String fold(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
  }

  private static Optional<String> ascii(String domain) {
    try {
      return Optional.of(IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES));
    } catch (IllegalArgumentException notADomain) {
      return Optional.empty();
    }
  }
}
