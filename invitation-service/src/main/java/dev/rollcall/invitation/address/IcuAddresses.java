package dev.rollcall.invitation.address;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.IDNA;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.SpoofChecker;
import dev.rollcall.invitation.Address;
import dev.rollcall.invitation.Addresses;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads addresses by RFC 5321 and RFC 6531 without quoted local parts; the key is NFKC with case
 * folding (UAX #15, UTS #46), the local part must be of one script (UTS #39, single script).
 */
@ApplicationScoped
public class IcuAddresses implements Addresses {

  /** In octets of UTF-8 (RFC 5321 §4.5.3.1, RFC 6531 §3.3). */
  private static final int LONGEST = 254;

  private static final int LONGEST_LOCAL = 64;

  /** More characters than this no way of writing an address has; nothing is done with them. */
  private static final int LONGEST_WRITTEN = 2000;

  private static final Pattern LOCAL =
      Pattern.compile(
          "[\\p{L}\\p{M}\\p{N}!#$%&'*+/=?^_`{|}~-]+(\\.[\\p{L}\\p{M}\\p{N}!#$%&'*+/=?^_`{|}~-]+)*");
  private static final Pattern DOMAIN =
      Pattern.compile(
          "([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+(?!\\d+$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  /** Lengths are checked by our own pattern; an empty label is refused by it too. */
  private static final Set<IDNA.Error> LENGTHS =
      EnumSet.of(IDNA.Error.LABEL_TOO_LONG, IDNA.Error.DOMAIN_NAME_TOO_LONG);

  private final Normalizer2 compose = Normalizer2.getNFKCInstance();
  private final Normalizer2 fold = Normalizer2.getNFKCCasefoldInstance();
  private final IDNA idna =
      IDNA.getUTS46Instance(
          IDNA.USE_STD3_RULES
              | IDNA.CHECK_BIDI
              | IDNA.CHECK_CONTEXTJ
              | IDNA.NONTRANSITIONAL_TO_ASCII);
  private final SpoofChecker oneScript =
      new SpoofChecker.Builder()
          .setChecks(SpoofChecker.RESTRICTION_LEVEL | SpoofChecker.INVISIBLE)
          .setRestrictionLevel(SpoofChecker.RestrictionLevel.SINGLE_SCRIPT_RESTRICTIVE)
          .build();

  @Override
  public Optional<Address> read(String text) {
    if (text.length() > LONGEST_WRITTEN) {
      return Optional.empty();
    }
    String composed = compose.normalize(text).strip();
    int at = composed.lastIndexOf('@');
    if (at < 1) {
      return Optional.empty();
    }
    String local = composed.substring(0, at);
    return wellFormed(local)
        ? domain(composed.substring(at + 1)).flatMap(domain -> address(local, domain))
        : Optional.empty();
  }

  private boolean wellFormed(String local) {
    return octets(local) <= LONGEST_LOCAL
        && LOCAL.matcher(local).matches()
        && local.codePoints().noneMatch(IcuAddresses::isInvisible)
        && !oneScript.failsChecks(local);
  }

  /** Variation selectors, fillers and the like: the key has none, so two texts would share it. */
  private static boolean isInvisible(int character) {
    return UCharacter.hasBinaryProperty(character, UProperty.DEFAULT_IGNORABLE_CODE_POINT);
  }

  private static int octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private Optional<String> domain(String name) {
    var info = new IDNA.Info();
    String ascii =
        idna.nameToASCII(name, new StringBuilder(), info).toString().toLowerCase(Locale.ROOT);
    return LENGTHS.containsAll(info.getErrors()) && DOMAIN.matcher(ascii).matches()
        ? Optional.of(ascii)
        : Optional.empty();
  }

  private Optional<Address> address(String local, String domain) {
    String text = local + "@" + domain;
    return octets(text) <= LONGEST
        ? Optional.of(new Address(text, fold.normalize(local) + "@" + domain))
        : Optional.empty();
  }
}
