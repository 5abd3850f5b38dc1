package dev.rollcall.identity;

import dev.rollcall.identity.CompanyRules.Founder;
import dev.rollcall.identity.CompanyRules.NewIds;
import dev.rollcall.identity.CompanyRules.SignUp;
import dev.rollcall.identity.CompanyRules.SignedUp;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.outcome.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

/** Valid domain objects, of which a test names only what matters. */
final class Samples {

  static final Instant NOW = Instant.parse("2026-03-11T09:00:00Z");
  static final Duration WINDOW = Duration.ofDays(3);

  private Samples() {}

  static SignedUp signedUp(Edition edition) {
    var wish = new SignUp("Acme", "US", "America/New_York", "billing@acme.test", edition.name());
    var founder = new Founder(UUID.randomUUID(), "Ada", "Lovelace", "ada@acme.test");
    var ids = new NewIds(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
    return value(CompanyRules.signUp(wish, founder, ids, Duration.ofHours(24), NOW));
  }

  static Company company(Edition edition) {
    return signedUp(edition).company();
  }

  static User user(Company company, Role role) {
    return user(company, role, UUID.randomUUID());
  }

  static User user(Company company, Role role, UUID office) {
    return User.joining(
        UUID.randomUUID(),
        company.id(),
        UUID.randomUUID(),
        new User.Profile("Bob", "Stone", "bob@acme.test", null, "Engineer"),
        User.Position.of(role, office, EnumSet.of(Product.VOICE)),
        UUID.randomUUID(),
        NOW);
  }

  static UserRules.Situation situation(Company company, User acting, User target, long admins) {
    return new UserRules.Situation(
        company, acting, target, admins, Set.of(target.position().officeId()));
  }

  static <T> T value(Outcome<T> outcome) {
    return outcome.fold(
        value -> value,
        refusal -> {
          throw new AssertionError("refused: " + refusal);
        });
  }

  static <T> Refusal refusal(Outcome<T> outcome) {
    return outcome.fold(
        value -> {
          throw new AssertionError("not refused: " + value);
        },
        refusal -> refusal);
  }
}
