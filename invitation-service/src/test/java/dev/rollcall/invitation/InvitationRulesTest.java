package dev.rollcall.invitation;

import static dev.rollcall.invitation.Samples.BOB;
import static dev.rollcall.invitation.Samples.BRANCH;
import static dev.rollcall.invitation.Samples.HEAD_OFFICE;
import static dev.rollcall.invitation.Samples.INVITATION;
import static dev.rollcall.invitation.Samples.JOIN;
import static dev.rollcall.invitation.Samples.LICENSE;
import static dev.rollcall.invitation.Samples.NOW;
import static dev.rollcall.invitation.Samples.QUOTE;
import static dev.rollcall.invitation.Samples.claim;
import static dev.rollcall.invitation.Samples.company;
import static dev.rollcall.invitation.Samples.done;
import static dev.rollcall.invitation.Samples.draft;
import static dev.rollcall.invitation.Samples.inviter;
import static dev.rollcall.invitation.Samples.issue;
import static dev.rollcall.invitation.Samples.newcomer;
import static dev.rollcall.invitation.Samples.pending;
import static dev.rollcall.invitation.Samples.pointers;
import static dev.rollcall.invitation.Samples.policy;
import static dev.rollcall.invitation.Samples.purchase;
import static dev.rollcall.invitation.Samples.refusal;
import static dev.rollcall.invitation.Samples.requested;
import static dev.rollcall.invitation.Samples.signedIn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.invitation.Invitation.Accepting;
import dev.rollcall.invitation.Invitation.Expired;
import dev.rollcall.invitation.Invitation.Joined;
import dev.rollcall.invitation.Invitation.Pending;
import dev.rollcall.invitation.Invitation.Refused;
import dev.rollcall.invitation.Invitation.Requested;
import dev.rollcall.invitation.Offer.SeatSource;
import dev.rollcall.invitation.Offer.SeatWish;
import dev.rollcall.platform.outcome.Outcome;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class InvitationRulesTest {

  private static final KnownAs NOBODY = new KnownAs.Nobody();

  @Test
  @DisplayName("INV-1 names, e-mail, role, office and seat are checked, each with its place")
  void everythingWrongIsNamed() {
    Draft empty =
        new Draft(
            " ",
            null,
            "nonsense",
            "x".repeat(101),
            "555",
            "BOSS",
            new UUID(0, 1),
            List.of("FAX"),
            null,
            "CHAIR",
            "GOLD",
            null,
            null);
    assertThat(
            pointers(
                InvitationRules.issue(
                    empty,
                    Optional.empty(),
                    Completeness.FULL,
                    inviter(Role.COMPANY_ADMIN),
                    company(),
                    NOBODY,
                    INVITATION,
                    NOW)))
        .containsExactly(
            "/firstName",
            "/lastName",
            "/email",
            "/jobTitle",
            "/phone",
            "/role",
            "/officeId",
            "/products/0",
            "/seat/source",
            "/seat/licenseType",
            "/seat/plan");
  }

  @ParameterizedTest
  @EnumSource(Completeness.class)
  @DisplayName("INV-1 blanks around a text count, and a product that is named without end")
  void blanksCount(Completeness completeness) {
    String blanks = " ".repeat(100);
    Draft padded =
        new Draft(
            blanks + "Bob",
            "\u200b".repeat(101),
            "bob@acme.test",
            "Engineer" + blanks,
            "+14155550100" + blanks,
            "USER",
            null,
            Collections.nCopies(101, "VOICE"),
            "EXISTING",
            null,
            null,
            null,
            null);
    assertThat(
            pointers(
                InvitationRules.issue(
                    padded,
                    Optional.of(Samples.BOB_ADDRESS),
                    completeness,
                    inviter(Role.COMPANY_ADMIN),
                    company(),
                    NOBODY,
                    INVITATION,
                    NOW)))
        .containsExactly("/firstName", "/lastName", "/jobTitle", "/phone", "/products");
  }

  @Test
  @DisplayName("INV-1 a phone is required only where the policy says so")
  void phoneByPolicy() {
    var strict =
        new Company.Policy(true, Optional.of(Role.USER), Duration.ofHours(24), Set.of(), Set.of());
    assertThat(pointers(issue(draft(), inviter(Role.COMPANY_ADMIN), company(strict), NOBODY)))
        .containsExactly("/phone");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bob\r\nBcc: eve@evil.test", "Bob\u0000", "Bob\u2028Stone", "Bob\nStone"})
  @DisplayName("INV-19 names with line breaks or control characters are refused")
  void headerInjection(String name) {
    Draft draft =
        new Draft(
            name,
            "Stone",
            "b@acme.test",
            null,
            null,
            "USER",
            null,
            null,
            "EXISTING",
            null,
            null,
            null,
            null);
    assertThat(pointers(issue(draft, inviter(Role.COMPANY_ADMIN), company(), NOBODY)))
        .containsExactly("/firstName");
  }

  @ParameterizedTest
  @CsvSource({
    "COMPANY_ADMIN,COMPANY_ADMIN,USER,true",
    "COMPANY_ADMIN,USER,,true",
    "OFFICE_ADMIN,OFFICE_ADMIN,USER,true",
    "OFFICE_ADMIN,COMPANY_ADMIN,USER,false",
    "MANAGER,USER,USER,true",
    "MANAGER,MANAGER,USER,false",
    "MANAGER,MANAGER,MANAGER,true",
    "MANAGER,OFFICE_ADMIN,MANAGER,false",
    "MANAGER,USER,,false",
    "USER,USER,MANAGER,false"
  })
  @DisplayName("INV-2 admins invite up to their own role, managers up to the policy's ceiling")
  void whoMayInviteWhom(Role role, String invited, @Nullable Role ceiling, boolean allowed) {
    Outcome<Requested> outcome =
        issue(draft(invited), inviter(role), company(policy(ceiling)), NOBODY);
    assertThat(outcome instanceof Outcome.Done).isEqualTo(allowed);
  }

  @Test
  @DisplayName("INV-2 an office admin invites into own offices only")
  void ownOffices() {
    Draft elsewhere =
        new Draft(
            "Bob",
            "Stone",
            "b@acme.test",
            null,
            null,
            "USER",
            BRANCH,
            null,
            "EXISTING",
            null,
            null,
            null,
            null);
    assertThat(refusal(issue(elsewhere, inviter(Role.OFFICE_ADMIN), company(), NOBODY)).code())
        .isEqualTo("OFFICE_NOT_ALLOWED");
  }

  @Test
  @DisplayName("INV-4 any TALK seat of the head office is the default")
  void seats() {
    Offer offer = requested().offer();
    assertThat(offer.seat())
        .isEqualTo(new SeatWish(SeatSource.EXISTING, Offer.LicenseType.TALK, null, null));
    assertThat(offer.position().officeId()).isEqualTo(HEAD_OFFICE);
  }

  @Test
  @DisplayName("INV-5 a seat to be bought has its plan, and the quote that it is bound to")
  void seatToBuy() {
    Draft draft = purchase("PLUS", QUOTE);
    assertThat(done(issue(draft, inviter(Role.COMPANY_ADMIN), company(), NOBODY)).offer().seat())
        .isEqualTo(
            new SeatWish(SeatSource.PURCHASE, Offer.LicenseType.TALK, Offer.Plan.PLUS, QUOTE));
  }

  @Test
  @DisplayName("INV-4 a purchase names its plan or its quote; a free license has no quote")
  void purchaseOfWhat() {
    var neither = purchase(null, null);
    var quoteOnly = purchase(null, QUOTE);
    var quoteForFree =
        new Draft(
            "Bob",
            "Stone",
            "b@acme.test",
            null,
            null,
            "USER",
            null,
            null,
            "EXISTING",
            null,
            null,
            QUOTE,
            null);

    assertThat(pointers(issue(neither, inviter(Role.COMPANY_ADMIN), company(), NOBODY)))
        .containsExactly("/seat/plan");
    assertThat(issue(quoteOnly, inviter(Role.COMPANY_ADMIN), company(), NOBODY))
        .isInstanceOf(Outcome.Done.class);
    assertThat(pointers(issue(quoteForFree, inviter(Role.COMPANY_ADMIN), company(), NOBODY)))
        .containsExactly("/seat/quoteId");
  }

  @ParameterizedTest
  @ValueSource(strings = {"OFFICE_ADMIN", "MANAGER"})
  @DisplayName("INV-5 USR-1 who may invite but not spend buys no seat")
  void mayNotPurchase(Role role) {
    assertThat(refusal(issue(purchase("PLUS", null), inviter(role), company(), NOBODY)).code())
        .isEqualTo("PURCHASE_NOT_ALLOWED");
  }

  @Test
  @DisplayName("INV-11 members, live invitations and the recently deleted are refused by name")
  void knownAddresses() {
    assertThat(codeFor(new KnownAs.Member(BOB))).isEqualTo("ALREADY_MEMBER");
    assertThat(codeFor(new KnownAs.Invited(INVITATION))).isEqualTo("ALREADY_INVITED");
    assertThat(codeFor(new KnownAs.Deleted(BOB, NOW.plusNanos(1000)))).isEqualTo("RESTORABLE");
  }

  @Test
  @DisplayName("INV-11 at 72 h 00 m 00 s a deleted user's address can be invited anew")
  void noLongerRestorable() {
    assertThat(
            issue(draft(), inviter(Role.COMPANY_ADMIN), company(), new KnownAs.Deleted(BOB, NOW)))
        .isInstanceOf(Outcome.Done.class);
  }

  @ParameterizedTest
  @CsvSource({
    "corp.com,,corp.com,true",
    "corp.com,,mail.corp.com,true",
    "corp.com,,evil-corp.com,false",
    "corp.com,,corp.com.evil.test,false",
    ",rival.com,rival.com,false",
    ",rival.com,eu.rival.com,false",
    ",rival.com,notrival.com,true"
  })
  @DisplayName("INV-20 domains are matched on the registrable part")
  void domains(
      @Nullable String allowed, @Nullable String blocked, String domain, boolean admitted) {
    var policy =
        new Company.Policy(
            false,
            Optional.empty(),
            Duration.ofHours(24),
            allowed == null ? Set.of() : Set.of(allowed),
            blocked == null ? Set.of() : Set.of(blocked));
    assertThat(policy.admits(domain)).isEqualTo(admitted);
  }

  @Test
  @DisplayName(
      "INV-6 a granted seat opens the invitation; the link lives as long as the policy says")
  void granted() {
    Pending opened =
        InvitationRules.seatGranted(requested(), 1, LICENSE, JOIN, company(), NOW).orElseThrow();
    assertThat(opened.expiresAt()).isEqualTo(NOW.plus(Duration.ofHours(24)));
    assertThat(opened.licenseId()).isEqualTo(LICENSE);
    assertThat(opened.offer().generation()).isEqualTo(1);
  }

  @Test
  @DisplayName("X-2 answers to an older attempt, or after the fact, change nothing")
  void lateAnswers() {
    Requested second = expired().reopen(Samples.ADA);
    assertThat(InvitationRules.seatGranted(second, 1, LICENSE, JOIN, company(), NOW)).isEmpty();
    assertThat(InvitationRules.seatRefused(second, 1, "NO_FREE_LICENSE")).isEmpty();
    assertThat(InvitationRules.seatGranted(pending(), 1, LICENSE, JOIN, company(), NOW)).isEmpty();
    assertThat(InvitationRules.seatRefused(pending(), 1, "NO_FREE_LICENSE")).isEmpty();
  }

  @Test
  @DisplayName("INV-4 a refused seat ends a new invitation, and leaves an expired one expired")
  void refusedSeat() {
    assertThat(InvitationRules.seatRefused(requested(), 1, "NO_FREE_LICENSE"))
        .get()
        .isInstanceOf(Refused.class);
    assertThat(InvitationRules.seatRefused(expired().reopen(Samples.ADA), 2, "NO_FREE_LICENSE"))
        .get()
        .isEqualTo(
            new Expired(
                expired().reopen(Samples.ADA).offer(),
                expired().expiresAt(),
                Optional.of("NO_FREE_LICENSE")));
  }

  @Test
  @DisplayName("INV-8 the link is dead at the very instant it expires")
  void expiryToTheInstant() {
    Pending pending = pending();
    assertThat(InvitationRules.live(pending, 1, pending.expiresAt().minusNanos(1000)))
        .isInstanceOf(Outcome.Done.class);
    assertThat(refusal(InvitationRules.live(pending, 1, pending.expiresAt())).code())
        .isEqualTo("INVITATION_EXPIRED");
    assertThat(InvitationRules.expire(pending, pending.expiresAt().minusNanos(1000))).isEmpty();
    assertThat(InvitationRules.expire(pending, pending.expiresAt())).isPresent();
  }

  @Test
  @DisplayName("INV-9 a resend makes a new generation, a new expiry and a new inviter")
  void resend() {
    var grace = new Inviter(new UUID(9, 9), Role.COMPANY_ADMIN, HEAD_OFFICE, Set.of(), true);
    Invitation resent =
        done(InvitationRules.resend(pending(), grace, company(), NOBODY, NOW.plusSeconds(60)));
    assertThat(resent).isInstanceOf(Pending.class);
    assertThat(resent.offer().generation()).isEqualTo(2);
    assertThat(resent.offer().attempt()).isEqualTo(1);
    assertThat(resent.offer().invitedBy()).isEqualTo(grace.userId());
    assertThat(refusal(InvitationRules.live(resent, 1, NOW)).code()).isEqualTo("LINK_REPLACED");
  }

  @Test
  @DisplayName("INV-9 resending an expired one asks for a seat again, as the next attempt")
  void resendExpired() {
    Invitation again =
        done(
            InvitationRules.resend(expired(), inviter(Role.COMPANY_ADMIN), company(), NOBODY, NOW));
    assertThat(again).isInstanceOf(Requested.class);
    assertThat(again.offer().attempt()).isEqualTo(2);
  }

  @Test
  @DisplayName("INV-11 an expired one is not resent beside a newer live one")
  void resendBesideALiveOne() {
    assertThat(
            refusal(
                    InvitationRules.resend(
                        expired(),
                        inviter(Role.COMPANY_ADMIN),
                        company(),
                        new KnownAs.Invited(new UUID(1, 1)),
                        NOW))
                .code())
        .isEqualTo("ALREADY_INVITED");
  }

  @Test
  @DisplayName("INV-13 while somebody accepts, revoking, resending and a second claim are refused")
  void inProgress() {
    Accepting accepting = accepting();
    assertThat(refusal(revoke(accepting)).code()).isEqualTo("IN_PROGRESS");
    assertThat(
            refusal(
                    InvitationRules.resend(
                        accepting, inviter(Role.COMPANY_ADMIN), company(), NOBODY, NOW))
                .code())
        .isEqualTo("IN_PROGRESS");
    assertThat(refusal(InvitationRules.live(accepting, 1, NOW)).code()).isEqualTo("IN_PROGRESS");
  }

  @Test
  @DisplayName("INV-18 revoking twice is once")
  void revokeTwice() {
    Invitation revoked = done(revoke(pending())).orElseThrow();
    assertThat(done(revoke(revoked))).isEmpty();
    assertThat(refusal(InvitationRules.live(revoked, 1, NOW)).code())
        .isEqualTo("INVITATION_REVOKED");
  }

  @Test
  @DisplayName("INV-14 missing names, phone and password are asked for, and the link lives on")
  void missingProfile() {
    Offer bare = pending().offer();
    Pending nameless =
        new Pending(
            new Offer(
                bare.id(),
                bare.companyId(),
                1,
                1,
                new Offer.Invitee(null, null, Samples.BOB_ADDRESS, null, null, null),
                bare.position(),
                bare.seat(),
                bare.invitedBy(),
                bare.createdAt()),
            LICENSE,
            pending().expiresAt(),
            INVITATION);
    var nothing = new Acceptance(null, null, null, new Acceptance.Accepter.Newcomer(false));
    var strict =
        new Company.Policy(true, Optional.empty(), Duration.ofHours(24), Set.of(), Set.of());
    assertThat(pointers(InvitationRules.claim(nameless, nothing, company(strict), claim())))
        .containsExactly("/firstName", "/lastName", "/phone", "/password");
  }

  @Test
  @DisplayName("INV-14 what the person fills in goes before what the inviter wrote")
  void personCorrects() {
    var corrected =
        new Acceptance("Robert", null, "+14155550100", new Acceptance.Accepter.Newcomer(true));
    Offer.Invitee invitee =
        done(InvitationRules.claim(pending(), corrected, company(), claim())).completed().invitee();
    assertThat(invitee.firstName()).isEqualTo("Robert");
    assertThat(invitee.lastName()).isEqualTo("Stone");
    assertThat(invitee.phone()).isEqualTo("+14155550100");
  }

  @Test
  @DisplayName("INV-3 products disabled before acceptance are dropped and reported")
  void droppedProducts() {
    Draft draft =
        new Draft(
            "Bob",
            "Stone",
            "b@acme.test",
            null,
            null,
            "USER",
            null,
            List.of("VOICE", "MESSAGING"),
            "EXISTING",
            null,
            null,
            null,
            null);
    Pending pending =
        done(issue(draft, inviter(Role.COMPANY_ADMIN), company(), NOBODY))
            .open(LICENSE, NOW.plusSeconds(60), JOIN);
    var smaller =
        new Company(
            company().id(),
            "Acme",
            company().zone(),
            Set.of("VOICE"),
            company().policy(),
            company().offices());
    assertThat(InvitationRules.disabled(pending.offer(), smaller)).containsExactly("MESSAGING");
    assertThat(
            done(InvitationRules.claim(pending, newcomer(), smaller, claim()))
                .completed()
                .position()
                .products())
        .containsExactly("VOICE");
  }

  @Test
  @DisplayName("INV-15 only the verified owner of the address accepts signed in")
  void signedInPersons() {
    assertThat(claimCode(signedIn("bob@acme.test", true))).isEmpty();
    assertThat(claimCode(signedIn("bob@acme.test", false))).contains("EMAIL_NOT_VERIFIED");
    assertThat(claimCode(signedIn("eve@acme.test", true))).contains("WRONG_PERSON");
  }

  @Test
  @DisplayName("INV-13 seeing the user takes a claim through ACCEPTED to JOINED, once")
  void joined() {
    List<Invitation> states = InvitationRules.joined(accepting(), BOB);
    assertThat(states)
        .extracting(Invitation::status)
        .containsExactly(Status.ACCEPTED, Status.JOINED);
    assertThat(InvitationRules.joined(states.getLast(), BOB)).isEmpty();
    assertThat(states.getLast()).isInstanceOf(Joined.class);
    assertThat(refusal(InvitationRules.live(states.getLast(), 1, NOW)).code())
        .isEqualTo("INVITATION_USED");
  }

  @Test
  @DisplayName("INV-13 X-1 whoever became a user after their claim was given up has joined")
  void joinedAfterAll() {
    assertThat(InvitationRules.joined(accepting().release(), BOB))
        .extracting(Invitation::status)
        .containsExactly(Status.ACCEPTED, Status.JOINED);
  }

  @Test
  @DisplayName("INV-7 a lookup shows a masked address only")
  void masked() {
    assertThat(Samples.BOB_ADDRESS.masked()).isEqualTo("B***@acme.test");
  }

  @Test
  @DisplayName("USR-1 nobody revokes an invitation above their own role")
  void revokeAboveOwnRole() {
    Invitation admin =
        done(issue(draft("COMPANY_ADMIN"), inviter(Role.COMPANY_ADMIN), company(), NOBODY));
    assertThat(refusal(InvitationRules.revoke(admin, inviter(Role.OFFICE_ADMIN))).code())
        .isEqualTo("ROLE_NOT_ALLOWED");
    assertThat(done(InvitationRules.revoke(admin, inviter(Role.COMPANY_ADMIN)))).isPresent();
    assertThat(done(InvitationRules.revoke(pending(), inviter(Role.OFFICE_ADMIN)))).isPresent();
  }

  @Test
  @DisplayName("INV-13 every opening takes a join id of its own")
  void joinIdPerOpening() {
    UUID second = new UUID(9, 1);
    Pending again =
        InvitationRules.seatGranted(
                expired().reopen(Samples.ADA), 2, LICENSE, second, company(), NOW)
            .orElseThrow();
    assertThat(again.joinId()).isEqualTo(second);
  }

  @Test
  @DisplayName("INV-3 an acceptance that fails leaves the offer as it was")
  void failedAcceptance() {
    var corrected =
        new Acceptance("Robert", null, "+14155550100", new Acceptance.Accepter.Newcomer(true));
    Accepting accepting = done(InvitationRules.claim(pending(), corrected, company(), claim()));
    assertThat(accepting.release()).isEqualTo(pending());
    assertThat(accepting.releaseClosed(BOB).offer()).isEqualTo(pending().offer());
    assertThat(accepting.accept(BOB).offer()).isEqualTo(accepting.completed());
  }

  private static Outcome<Optional<Invitation.Revoked>> revoke(Invitation invitation) {
    return InvitationRules.revoke(invitation, inviter(Role.COMPANY_ADMIN));
  }

  private static Expired expired() {
    return pending().expire();
  }

  private static Accepting accepting() {
    return done(InvitationRules.claim(pending(), newcomer(), company(), claim()));
  }

  private static String codeFor(KnownAs known) {
    return refusal(issue(draft(), inviter(Role.COMPANY_ADMIN), company(), known)).code();
  }

  private static Optional<String> claimCode(Acceptance acceptance) {
    return InvitationRules.claim(pending(), acceptance, company(), claim())
        .fold(accepting -> Optional.empty(), refusal -> Optional.of(refusal.code()));
  }
}
