package dev.rollcall.invitation;

import dev.rollcall.invitation.Acceptance.Accepter.Newcomer;
import dev.rollcall.invitation.Acceptance.Accepter.Person;
import dev.rollcall.invitation.Invitation.Accepting;
import dev.rollcall.invitation.Invitation.Claim;
import dev.rollcall.invitation.Invitation.Pending;
import dev.rollcall.invitation.Offer.Invitee;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.outcome.Violation;
import dev.rollcall.platform.text.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who may accept (INV-15), and what the offer becomes by it (INV-3, 14). */
final class AcceptanceRules {

  private AcceptanceRules() {}

  static Optional<Refusal> who(Pending pending, Acceptance acceptance) {
    return switch (acceptance.accepter()) {
      case Newcomer newcomer -> Optional.empty();
      case Person person when !person.verified() -> Optional.of(Refusals.emailNotVerified());
      case Person person ->
          person
                  .address()
                  .filter(own -> own.key().equals(pending.offer().invitee().address().key()))
                  .isPresent()
              ? Optional.empty()
              : Optional.of(Refusals.wrongPerson());
    };
  }

  static Outcome<Accepting> complete(
      Pending pending, Acceptance acceptance, Company company, Claim claim) {
    Invitee invitee = pending.offer().invitee();
    String firstName =
        ProfileRules.firstOf(acceptance.firstName(), invitee.firstName(), ownFirst(acceptance));
    String lastName =
        ProfileRules.firstOf(acceptance.lastName(), invitee.lastName(), ownLast(acceptance));
    String phone = ProfileRules.firstOf(acceptance.phone(), invitee.phone()).strip();
    List<Violation> violations = new ArrayList<>();
    ProfileRules.name("/firstName", firstName, violations);
    ProfileRules.name("/lastName", lastName, violations);
    ProfileRules.phone(phone, company, violations);
    if (acceptance.accepter() instanceof Newcomer newcomer && !newcomer.hasPassword()) {
      violations.add(new Violation("/password", "is required"));
    }
    if (!violations.isEmpty()) {
      return Outcome.refused(Refusal.invalid(violations));
    }
    List<String> kept =
        pending.offer().position().products().stream()
            .filter(company.products()::contains)
            .toList();
    Offer completed =
        pending
            .offer()
            .completedWith(
                Names.normalize(firstName),
                Names.normalize(lastName),
                ProfileRules.emptyToNull(phone))
            .withProducts(kept);
    return Outcome.done(pending.claim(completed, claim));
  }

  private static String ownFirst(Acceptance acceptance) {
    return acceptance.accepter() instanceof Person person ? own(person.firstName()) : "";
  }

  private static String ownLast(Acceptance acceptance) {
    return acceptance.accepter() instanceof Person person ? own(person.lastName()) : "";
  }

  /** Logins have a wider rule for names than this suite. */
  private static String own(String name) {
    return Names.repaired(name, ProfileRules.LONGEST_NAME);
  }
}
