package dev.rollcall.identity.companies;

import com.google.common.net.InternetDomainName;
import dev.rollcall.identity.MailDomains;
import dev.rollcall.platform.text.EmailAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@link MailDomains} by the public suffix list that comes with Guava, its private section
 * included: {@code acme.github.io} is registrable, {@code github.io} isn't. A top-level domain that
 * the list doesn't have counts as a suffix of one label, which is the list's own last rule.
 */
@ApplicationScoped
class PublicSuffixes implements MailDomains {

  /**
   * Characters that IDNA 2003 and its successors read as different names (UTS #46, deviations): a
   * name that has one must be given in its xn-- form, or somebody else's domain might be meant.
   */
  private static final Pattern AMBIGUOUS = Pattern.compile("[ßẞς\\u200c\\u200d]");

  @Override
  public Optional<String> registrable(String name) {
    return Optional.of(name)
        .filter(text -> !AMBIGUOUS.matcher(text).find())
        .flatMap(EmailAddress::domain)
        .filter(InternetDomainName::isValid)
        .map(InternetDomainName::from)
        .flatMap(PublicSuffixes::registrable);
  }

  private static Optional<String> registrable(InternetDomainName name) {
    if (name.hasPublicSuffix()) {
      return name.isUnderPublicSuffix()
          ? Optional.of(name.topPrivateDomain().toString())
          : Optional.empty();
    }
    List<String> labels = name.parts();
    return labels.size() < 2
        ? Optional.empty()
        : Optional.of(String.join(".", labels.subList(labels.size() - 2, labels.size())));
  }
}
