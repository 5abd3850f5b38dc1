package dev.rollcall.identity;

import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.text.Names;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How a company comes to be and changes (CO-1, CO-2). */
public final class CompanyRules {

  static final int MAX_NAME = 120;

  private CompanyRules() {}

  /** A sign-up as it was sent; a missing edition is STANDARD. */
  public record SignUp(
      @Nullable String name,
      @Nullable String country,
      @Nullable String timeZone,
      @Nullable String billingEmail,
      @Nullable String edition) {}

  /**
   * The signed-in person who signs up; the founder's names come from their login, whose rule for
   * names is a wider one.
   */
  public record Founder(UUID personId, String firstName, String lastName, String email) {}

  /** The ids of what a sign-up makes. */
  public record NewIds(UUID company, UUID headOffice, UUID founder) {}

  /** What a sign-up makes in one step (CO-1, CO-5). */
  public record SignedUp(Company company, Office headOffice, User founder) {}

  /** A change of settings as it was sent; null leaves a field as it is. */
  public record SettingsChange(
      @Nullable String name,
      @Nullable String timeZone,
      @Nullable String billingEmail,
      @Nullable List<String> enabledProducts,
      @Nullable PolicyChange invitationPolicy) {}

  /** A change of the invitation policy as it was sent; null leaves a field as it is. */
  public record PolicyChange(
      @Nullable Boolean phoneRequired,
      @Nullable String managerInviteCeiling,
      @Nullable String linkLifetime,
      @Nullable List<String> allowedDomains,
      @Nullable List<String> blockedDomains) {}

  /**
   * CO-1: the company, its head office and its first company admin. The head office is on the price
   * level of its country, which has the country's name.
   */
  public static Outcome<SignedUp> signUp(
      SignUp wish, Founder founder, NewIds ids, Duration linkLifetime, Instant now) {
    var checks = new Checks();
    String name = checks.text("/name", wish.name, MAX_NAME);
    String country = checks.country("/country", wish.country);
    String timeZone = checks.timeZone("/timeZone", wish.timeZone);
    String billingEmail = checks.email("/billingEmail", wish.billingEmail);
    Edition edition =
        wish.edition == null
            ? Edition.STANDARD
            : checks.constant("/edition", wish.edition, Edition.class).orElse(Edition.STANDARD);
    var settings =
        new Company.Settings(
            name,
            timeZone,
            billingEmail,
            Product.enabledAtSignUp(),
            InvitationPolicy.ofNewCompany(linkLifetime));
    var company = new Company(ids.company, settings, country, edition, ids.founder, now, now, 1);
    var address = new Office.Address("Head office", country, timeZone, country);
    return checks.whenValid(
        new SignedUp(
            company,
            Office.open(ids.headOffice, ids.company, address, true, now),
            founderOf(ids, founder, now)));
  }

  /**
   * As their login has it, as far as it can be a name here; else what their address begins with.
   */
  private static String nameOf(Founder founder, String name) {
    String repaired = Names.repaired(name, UserRules.MAX_NAME);
    return repaired.isEmpty()
        ? Names.repaired(founder.email.substring(0, founder.email.indexOf('@')), UserRules.MAX_NAME)
        : repaired;
  }

  private static User founderOf(NewIds ids, Founder founder, Instant now) {
    var profile =
        new User.Profile(
            nameOf(founder, founder.firstName),
            nameOf(founder, founder.lastName),
            founder.email,
            null,
            null);
    var position = User.Position.of(Role.COMPANY_ADMIN, ids.headOffice, Product.enabledAtSignUp());
    return User.joining(ids.founder, ids.company, founder.personId, profile, position, null, now);
  }

  /**
   * CO-2. The company after the change; the same instance where it changes nothing. A product that
   * users have is not disabled (USR-13) → 409 PRODUCT_IN_USE.
   *
   * @param usersByProduct how many users have each product that it takes from the company
   * @param mailDomains reads the domains of the invitation policy
   */
  public static Outcome<Company> change(
      Company company,
      SettingsChange change,
      Map<Product, Long> usersByProduct,
      MailDomains mailDomains,
      Instant now) {
    var checks = new Checks();
    Company.Settings settings = settings(checks, company.settings(), change, mailDomains);
    return checks
        .whenValid(settings)
        .then(valid -> keepingProductsInUse(company.settings(), valid, usersByProduct))
        .map(valid -> valid.equals(company.settings()) ? company : company.with(valid, now));
  }

  /** The products that the change takes from the company; none where it says nothing of them. */
  public static Set<Product> disabled(Company company, SettingsChange change) {
    List<String> kept = change.enabledProducts;
    return company.settings().enabledProducts().stream()
        .filter(product -> kept != null && !kept.contains(product.name()))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Outcome<Company.Settings> keepingProductsInUse(
      Company.Settings before, Company.Settings after, Map<Product, Long> usersByProduct) {
    return before.enabledProducts().stream()
        .filter(product -> !after.enabledProducts().contains(product))
        .filter(product -> usersByProduct.getOrDefault(product, 0L) > 0)
        .findFirst()
        .map(
            product ->
                Outcome.<Company.Settings>refused(
                    Refusals.productInUse(product, usersByProduct.getOrDefault(product, 0L))))
        .orElseGet(() -> Outcome.done(after));
  }

  private static Company.Settings settings(
      Checks checks, Company.Settings before, SettingsChange change, MailDomains mailDomains) {
    return new Company.Settings(
        changed(change.name, before.name(), name -> checks.text("/name", name, MAX_NAME)),
        changed(change.timeZone, before.timeZone(), zone -> checks.timeZone("/timeZone", zone)),
        changed(
            change.billingEmail,
            before.billingEmail(),
            email -> checks.email("/billingEmail", email)),
        changed(
            change.enabledProducts,
            before.enabledProducts(),
            products -> checks.constants("/enabledProducts", products, Product.class)),
        changed(
            change.invitationPolicy,
            before.invitationPolicy(),
            policy ->
                InvitationPolicyRules.change(
                    checks, before.invitationPolicy(), policy, mailDomains)));
  }

  static <S, T> T changed(@Nullable S sent, T before, java.util.function.Function<S, T> read) {
    return sent == null ? before : read.apply(sent);
  }

  /** Products of a wish that the company has not enabled. */
  static Set<Product> notEnabled(Company company, Set<Product> wish) {
    var missing = java.util.EnumSet.noneOf(Product.class);
    missing.addAll(wish);
    missing.removeAll(company.settings().enabledProducts());
    return missing;
  }
}
