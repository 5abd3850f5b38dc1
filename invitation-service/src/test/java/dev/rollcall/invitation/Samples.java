package dev.rollcall.invitation;

import dev.rollcall.invitation.Acceptance.Accepter;
import dev.rollcall.invitation.Invitation.Claim;
import dev.rollcall.invitation.Invitation.Pending;
import dev.rollcall.invitation.Invitation.Requested;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.text.EmailAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Valid values for the domain's tests; a test changes only what it is about. */
final class Samples {

  static final Instant NOW = Instant.parse("2026-03-11T09:00:00Z");
  static final UUID COMPANY = new UUID(7, 1);
  static final UUID HEAD_OFFICE = new UUID(7, 2);
  static final UUID BRANCH = new UUID(7, 3);
  static final UUID ADA = new UUID(7, 4);
  static final UUID LICENSE = new UUID(7, 5);
  static final UUID INVITATION = new UUID(7, 6);
  static final UUID BOB = new UUID(7, 7);
  static final UUID QUOTE = new UUID(7, 11);
  static final UUID JOIN = new UUID(7, 10);
  static final EmailAddress BOB_ADDRESS = new EmailAddress("Bob@acme.test", "bob@acme.test");

  private Samples() {}

  static Company company() {
    return company(policy(Role.USER));
  }

  static Company company(Company.Policy policy) {
    return new Company(
        COMPANY,
        "Acme",
        ZoneId.of("America/New_York"),
        Set.of("VOICE", "MESSAGING"),
        policy,
        List.of(
            new Company.Office(HEAD_OFFICE, true, true), new Company.Office(BRANCH, false, true)));
  }

  static Company.Policy policy(@Nullable Role ceiling) {
    return new Company.Policy(
        false, Optional.ofNullable(ceiling), Duration.ofHours(24), Set.of(), Set.of());
  }

  static Inviter inviter(Role role) {
    return new Inviter(ADA, role, HEAD_OFFICE, Set.of(HEAD_OFFICE), role == Role.COMPANY_ADMIN);
  }

  static Draft draft() {
    return draft("USER");
  }

  static Draft draft(String role) {
    return new Draft(
        "Bob",
        "Stone",
        "Bob@acme.test",
        null,
        null,
        role,
        null,
        null,
        "EXISTING",
        null,
        null,
        null,
        null);
  }

  /** A user whose seat is to be bought. */
  static Draft purchase(@Nullable String plan, @Nullable UUID quote) {
    return new Draft(
        "Bob",
        "Stone",
        "Bob@acme.test",
        null,
        null,
        "USER",
        null,
        null,
        "PURCHASE",
        null,
        plan,
        quote,
        null);
  }

  static Outcome<Requested> issue(Draft draft, Inviter inviter, Company company, KnownAs known) {
    return InvitationRules.issue(
        draft,
        Optional.of(BOB_ADDRESS),
        Completeness.FULL,
        inviter,
        company,
        known,
        INVITATION,
        NOW);
  }

  static Requested requested() {
    return done(issue(draft(), inviter(Role.COMPANY_ADMIN), company(), new KnownAs.Nobody()));
  }

  static Pending pending() {
    return requested().open(LICENSE, NOW.plus(Duration.ofHours(24)), JOIN);
  }

  static Claim claim() {
    return new Claim(new UUID(7, 8), NOW.plusSeconds(30));
  }

  static Acceptance newcomer() {
    return new Acceptance(null, null, null, new Accepter.Newcomer(true));
  }

  static Acceptance signedIn(String email, boolean verified) {
    return new Acceptance(
        null,
        null,
        null,
        new Accepter.Person(
            new UUID(7, 9), verified, Optional.of(new EmailAddress(email, email)), "Bob", "Stone"));
  }

  static <T> T done(Outcome<T> outcome) {
    return outcome.fold(
        value -> value,
        refusal -> {
          throw new AssertionError("refused: " + refusal);
        });
  }

  static Refusal refusal(Outcome<?> outcome) {
    return outcome.fold(
        value -> {
          throw new AssertionError("not refused: " + value);
        },
        refusal -> refusal);
  }

  static List<String> pointers(Outcome<?> outcome) {
    return refusal(outcome).violations().stream().map(violation -> violation.pointer()).toList();
  }
}
