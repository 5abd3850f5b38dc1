package dev.rollcall.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.identity.DriftEvidence.Login;
import dev.rollcall.identity.DriftEvidence.Member;
import dev.rollcall.identity.DriftEvidence.View;
import dev.rollcall.identity.DriftFinding.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DriftRulesTest {

  private static final UUID USER = UUID.fromString("01999999-0000-7000-8000-000000000001");
  private static final UUID PERSON = UUID.fromString("01999999-0000-7000-8000-000000000002");
  private static final UUID LICENSE = UUID.fromString("01999999-0000-7000-8000-000000000005");
  private static final Member ACTIVE = new Member(PERSON, true, true, 4);
  private static final Member DELETED = new Member(PERSON, false, false, 4);

  @Test
  @DisplayName("X-3 nothing is found where all agree about a member")
  void agreedMember() {
    assertThat(kinds(evidence(ACTIVE, List.of(LICENSE), List.of("+14155550123"), Login.ENABLED)))
        .isEmpty();
  }

  @Test
  @DisplayName("X-3 nothing is found where all agree about a deleted user")
  void agreedDeleted() {
    assertThat(kinds(evidence(DELETED, List.of(), List.of(), Login.DISABLED))).isEmpty();
  }

  @Property
  @Label("X-3 a view that is as new as the member, or newer, is not stale")
  void newerViews(@ForAll @LongRange(min = 4, max = 99) long version) {
    Map<String, View> views = everywhere(new View(version, true));

    assertThat(kinds(withViews(views))).isEmpty();
  }

  @Property
  @Label("X-3 a view that is older than the member is stale in each service that has it")
  void olderViews(@ForAll @LongRange(min = 1, max = 3) long version, @ForAll boolean active) {
    Map<String, View> views = everywhere(new View(version, active));

    assertThat(kinds(withViews(views)))
        .containsExactly(Kind.STALE_VIEW, Kind.STALE_VIEW, Kind.STALE_VIEW);
  }

  @Test
  @DisplayName("X-3 a service that has never heard of a member has a stale view")
  void missingView() {
    Map<String, View> views =
        Map.of(DriftRules.BILLING, new View(4, true), DriftRules.INVITATION, new View(4, true));

    assertThat(DriftRules.of(withViews(views)))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.service()).isEqualTo("numbering");
              assertThat(finding.believed()).isEqualTo("UNKNOWN");
            });
  }

  @Test
  @DisplayName("X-3 the same version with another status is drift")
  void otherStatus() {
    Map<String, View> views =
        Map.of(
            DriftRules.BILLING, new View(4, false),
            DriftRules.NUMBERING, new View(4, true),
            DriftRules.INVITATION, new View(4, true));

    assertThat(kinds(withViews(views))).containsExactly(Kind.STALE_VIEW);
  }

  @Test
  @DisplayName("X-3 a deleted user has neither license nor number")
  void deletedHasNothing() {
    assertThat(kinds(evidence(DELETED, List.of(LICENSE), List.of("+14155550123"), Login.DISABLED)))
        .containsExactly(Kind.LICENSE_OF_NO_MEMBER, Kind.NUMBER_OF_NO_MEMBER);
  }

  @Test
  @DisplayName("X-3 a license of somebody whom identity doesn't know is drift")
  void unknownUser() {
    var evidence =
        new DriftEvidence(
            USER,
            Optional.empty(),
            Map.of(),
            List.of(LICENSE),
            List.of(),
            List.of(),
            Login.NOT_ASKED);

    assertThat(kinds(evidence)).containsExactly(Kind.LICENSE_OF_NO_MEMBER);
  }

  @Test
  @DisplayName("X-3 a member has a license")
  void noLicense() {
    assertThat(kinds(evidence(ACTIVE, List.of(), List.of(), Login.ENABLED)))
        .containsExactly(Kind.MEMBER_WITHOUT_LICENSE);
  }

  @Test
  @DisplayName("X-3 no number waits for somebody who is there")
  void heldForActive() {
    var evidence =
        new DriftEvidence(
            USER,
            Optional.of(ACTIVE),
            everywhere(new View(4, true)),
            List.of(LICENSE),
            List.of(),
            List.of("+14155550123"),
            Login.ENABLED);

    assertThat(kinds(evidence)).containsExactly(Kind.NUMBER_HELD_FOR_ACTIVE_MEMBER);
  }

  @Test
  @DisplayName("X-3 an account is open exactly while its person is a member somewhere")
  void accounts() {
    Member elsewhere = new Member(PERSON, false, true, 4);

    assertThat(kinds(evidence(DELETED, List.of(), List.of(), Login.ENABLED)))
        .containsExactly(Kind.ACCOUNT_ENABLED_WITHOUT_MEMBERSHIP);
    assertThat(kinds(evidence(elsewhere, List.of(), List.of(), Login.ENABLED))).isEmpty();
    assertThat(kinds(evidence(ACTIVE, List.of(LICENSE), List.of(), Login.DISABLED)))
        .containsExactly(Kind.ACCOUNT_DISABLED_WITH_MEMBERSHIP);
    assertThat(kinds(evidence(ACTIVE, List.of(LICENSE), List.of(), Login.MISSING)))
        .containsExactly(Kind.ACCOUNT_MISSING);
    assertThat(kinds(evidence(DELETED, List.of(), List.of(), Login.MISSING))).isEmpty();
  }

  @ParameterizedTest(name = "X-3 no seat is kept for an invitation that is {0}")
  @ValueSource(strings = {"REFUSED", "EXPIRED", "REVOKED", "DECLINED", "BOUNCED"})
  void seatOfEnded(String status) {
    assertThat(DriftRules.seat(USER, Optional.of(LICENSE), Optional.of(status))).isPresent();
  }

  @ParameterizedTest(name = "X-3 a seat is kept for an invitation that is {0}")
  @ValueSource(strings = {"PENDING", "ACCEPTING", "ACCEPTED", "JOINED"})
  void seatOfLive(String status) {
    assertThat(DriftRules.seat(USER, Optional.of(LICENSE), Optional.of(status))).isEmpty();
  }

  @Test
  @DisplayName("X-3 an invitation that still waits for what billing has answered is drift")
  void seatAnswerLost() {
    Optional<String> requested = Optional.of("REQUESTED");
    assertThat(DriftRules.seat(USER, Optional.of(LICENSE), requested))
        .map(DriftFinding::kind)
        .contains(Kind.SEAT_ANSWER_LOST);
    assertThat(DriftRules.seat(USER, Optional.empty(), requested))
        .map(DriftFinding::kind)
        .contains(Kind.SEAT_ANSWER_LOST);
    assertThat(DriftRules.seat(USER, Optional.empty(), Optional.of("REFUSED"))).isEmpty();
    assertThat(DriftRules.seat(USER, Optional.empty(), Optional.empty())).isEmpty();
  }

  @Test
  @DisplayName("X-3 CO-3 what is in a deleted office is drift, whoever has it")
  void inDeletedOffice() {
    var office =
        new DriftOffice(
            USER,
            Office.Status.DELETED,
            7,
            false,
            1,
            Map.of(
                DriftRules.BILLING, new DriftOffice.View(7, false, 2),
                DriftRules.NUMBERING, new DriftOffice.View(7, false, 1),
                DriftRules.INVITATION, new DriftOffice.View(7, false, 1)));

    assertThat(DriftRules.of(office))
        .extracting(DriftFinding::kind)
        .containsExactly(
            Kind.LICENSES_IN_DELETED_OFFICE,
            Kind.NUMBERS_IN_DELETED_OFFICE,
            Kind.INVITATIONS_IN_DELETED_OFFICE,
            Kind.USERS_IN_DELETED_OFFICE);
  }

  @Test
  @DisplayName("X-3 CO-3 an office that closes with nobody asking is drift")
  void stuckClosing() {
    assertThat(kinds(Office.Status.CLOSING, true, new DriftOffice.View(7, false, 1)))
        .containsExactly(Kind.OFFICE_STUCK_CLOSING);
    assertThat(kinds(Office.Status.CLOSING, false, new DriftOffice.View(7, false, 1))).isEmpty();
  }

  @Test
  @DisplayName(
      "X-3 CO-3 a view that takes into an office what identity doesn't, or the other way, is drift")
  void staleOffice() {
    assertThat(kinds(Office.Status.DELETED, false, new DriftOffice.View(6, true, 0)))
        .containsExactly(Kind.STALE_OFFICE);
    assertThat(kinds(Office.Status.OPEN, false, new DriftOffice.View(6, false, 0)))
        .containsExactly(Kind.STALE_OFFICE);
    assertThat(kinds(Office.Status.OPEN, false, new DriftOffice.View(6, true, 5))).isEmpty();
    assertThat(kinds(Office.Status.OPEN, false, new DriftOffice.View(8, false, 0))).isEmpty();
  }

  private static List<Kind> kinds(Office.Status status, boolean stuck, DriftOffice.View view) {
    return DriftRules.of(
            new DriftOffice(USER, status, 7, stuck, 0, Map.of(DriftRules.BILLING, view)))
        .stream()
        .map(DriftFinding::kind)
        .toList();
  }

  private static List<Kind> kinds(DriftEvidence evidence) {
    return DriftRules.of(evidence).stream().map(DriftFinding::kind).toList();
  }

  private static DriftEvidence evidence(
      Member member, List<UUID> licenses, List<String> numbers, Login login) {
    return new DriftEvidence(
        USER,
        Optional.of(member),
        everywhere(new View(member.version(), member.active())),
        licenses,
        numbers,
        List.of(),
        login);
  }

  private static DriftEvidence withViews(Map<String, View> views) {
    return new DriftEvidence(
        USER, Optional.of(ACTIVE), views, List.of(LICENSE), List.of(), List.of(), Login.ENABLED);
  }

  private static Map<String, View> everywhere(View view) {
    return Map.of(
        DriftRules.BILLING, view, DriftRules.NUMBERING, view, DriftRules.INVITATION, view);
  }
}
