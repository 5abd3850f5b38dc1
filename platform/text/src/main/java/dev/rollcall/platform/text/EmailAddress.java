package dev.rollcall.platform.text;

import com.ibm.icu.text.IDNA;
import com.ibm.icu.text.Normalizer2;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An e-mail address of RFC 5321 without quotes, whose domain may be international (INV-11). What is
 * read here, Keycloak can make an account of: the same local parts, in ASCII, of 64 characters at
 * most.
 *
 * @param text as people see it: compatibility forms resolved, the domain in Unicode and lower case
 * @param key the same for every way of writing it: lower case, the domain in ASCII
 */
public record EmailAddress(String text, String key) {

  private static final int MAX_LENGTH = 254;
  private static final int MAX_LOCAL = 64;
  private static final int MAX_DOMAIN = 253;

  /** More characters than this no way of writing an address has; nothing is done with them. */
  private static final int MAX_WRITTEN = 2000;

  private static final Pattern ASCII_LOCAL =
      Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*");

  /** RFC 6531 §3.3. */
  private static final Pattern INTERNATIONAL_LOCAL =
      Pattern.compile(
          "[A-Za-z0-9!#$%&'*+/=?^_`{|}~\\x{a0}-\\x{10ffff}-]+"
              + "(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~\\x{a0}-\\x{10ffff}-]+)*");

  private static final Pattern DOMAIN =
      Pattern.compile(
          "([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+(?!\\d+$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  /** Lengths are checked by our own pattern; an empty label is refused by it too. */
  private static final Set<IDNA.Error> LENGTHS =
      EnumSet.of(IDNA.Error.LABEL_TOO_LONG, IDNA.Error.DOMAIN_NAME_TOO_LONG);

  private static final Normalizer2 NFKC = Normalizer2.getNFKCInstance();

  /** UTS #46 as browsers use it: {@code ß} and {@code ss} are two domains. */
  private static final IDNA IDNA_2008 =
      IDNA.getUTS46Instance(
          IDNA.USE_STD3_RULES
              | IDNA.CHECK_BIDI
              | IDNA.CHECK_CONTEXTJ
              | IDNA.NONTRANSITIONAL_TO_ASCII
              | IDNA.NONTRANSITIONAL_TO_UNICODE);

  private record Parts(String local, String domain) {}

  /** The address; empty for one that is malformed, or that nobody could sign in with. */
  public static Optional<EmailAddress> read(String text) {
    return parts(text)
        .filter(parts -> ASCII_LOCAL.matcher(parts.local).matches())
        .flatMap(EmailAddress::address);
  }

  /**
   * Whether mail could be sent to it but nobody could sign in with it, since its local part isn't
   * ASCII.
   */
  public static boolean isNotSupported(String text) {
    return parts(text)
        .filter(parts -> !ASCII_LOCAL.matcher(parts.local).matches())
        .filter(parts -> INTERNATIONAL_LOCAL.matcher(parts.local).matches())
        .filter(parts -> Unicode.isWellFormed(parts.local))
        .filter(parts -> parts.local.codePoints().noneMatch(EmailAddress::isNotSeen))
        .flatMap(parts -> domain(parts.domain))
        .isPresent();
  }

  /** The key of an address, or the folded text where it is none. */
  public static String keyOf(String text) {
    return read(text).map(EmailAddress::key).orElseGet(() -> folded(text).toLowerCase(Locale.ROOT));
  }

  /** The address as people see it, or the folded text where it is none. */
  public static String shown(String text) {
    return read(text)
        .map(EmailAddress::text)
        .orElseGet(() -> folded(text).toLowerCase(Locale.ROOT));
  }

  /** As mail is sent to the address; the text itself where it is none. */
  public static String mailboxOf(String text) {
    return read(text).map(EmailAddress::mailbox).orElse(text);
  }

  /** A domain name in ASCII and lower case, or empty where the text is none. */
  public static Optional<String> domain(String text) {
    if (text.length() > MAX_WRITTEN) {
      return Optional.empty();
    }
    var info = new IDNA.Info();
    String ascii =
        IDNA_2008
            .nameToASCII(folded(text), new StringBuilder(), info)
            .toString()
            .toLowerCase(Locale.ROOT);
    return LENGTHS.containsAll(info.getErrors())
            && ascii.length() <= MAX_DOMAIN
            && DOMAIN.matcher(ascii).matches()
        ? Optional.of(ascii)
        : Optional.empty();
  }

  /** As mail is sent to it: the local part as it was written, the domain in ASCII. */
  public String mailbox() {
    return text.substring(0, text.lastIndexOf('@') + 1) + domain();
  }

  /** The part after the last {@code @}, in ASCII and lower case. */
  public String domain() {
    return key.substring(key.lastIndexOf('@') + 1);
  }

  /** The key with its domain in Unicode: the other form that people write it in. */
  public String unicodeKey() {
    return key.substring(0, key.lastIndexOf('@') + 1) + text.substring(text.lastIndexOf('@') + 1);
  }

  /**
   * Enough for the owner to recognise it, too little for anybody else: the first character of the
   * local part, and the domain.
   */
  public String masked() {
    return text.substring(0, 1) + "***" + text.substring(text.lastIndexOf('@'));
  }

  /** Local part and domain, short enough for the patterns, which take a call for each label. */
  private static Optional<Parts> parts(String text) {
    if (text.length() > MAX_WRITTEN) {
      return Optional.empty();
    }
    String composed = folded(text);
    int at = composed.lastIndexOf('@');
    return at < 1 || at > MAX_LOCAL
        ? Optional.empty()
        : Optional.of(new Parts(composed.substring(0, at), composed.substring(at + 1)));
  }

  /** Compatibility forms resolved, without blanks around it; line breaks are none (CO-6). */
  private static String folded(String text) {
    return Names.normalize(NFKC.normalize(text));
  }

  private static Optional<EmailAddress> address(Parts parts) {
    return domain(parts.domain)
        .filter(domain -> parts.local.length() + 1 + domain.length() <= MAX_LENGTH)
        .map(domain -> address(parts.local, domain));
  }

  private static EmailAddress address(String local, String domain) {
    String unicode =
        IDNA_2008.nameToUnicode(domain, new StringBuilder(), new IDNA.Info()).toString();
    return new EmailAddress(local + "@" + unicode, local.toLowerCase(Locale.ROOT) + "@" + domain);
  }

  private static boolean isNotSeen(int character) {
    return Unicode.showsNothing(Character.toString(character));
  }
}
