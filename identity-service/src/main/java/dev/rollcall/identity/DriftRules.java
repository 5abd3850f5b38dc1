package dev.rollcall.identity;

import dev.rollcall.identity.DriftEvidence.Login;
import dev.rollcall.identity.DriftEvidence.Member;
import dev.rollcall.identity.DriftEvidence.View;
import dev.rollcall.identity.DriftFinding.Kind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What counts as drift. Events in flight look the same as drift for a moment, so a finding
 * counts only when a second look sees it again with the owner in the same version.
 */
public final class DriftRules {

  public static final String BILLING = "billing";
  public static final String NUMBERING = "numbering";
  public static final String INVITATION = "invitation";
  public static final String KEYCLOAK = "keycloak";
  public static final String IDENTITY = "identity";

  private static final List<String> SERVICES = List.of(BILLING, NUMBERING, INVITATION);

  private static final Set<String> ENDED =
      Set.of("REFUSED", "EXPIRED", "REVOKED", "DECLINED", "BOUNCED");

  private static final List<Function<DriftEvidence, Stream<DriftFinding>>> RULES =
      List.of(
          DriftRules::staleViews,
          DriftRules::licensesOfNoMember,
          DriftRules::memberWithoutLicense,
          DriftRules::numbersOfNoMember,
          DriftRules::numbersHeldForActiveMember,
          DriftRules::login);

  private DriftRules() {}

  /** All that is wrong about a user; empty where the services agree. */
  public static List<DriftFinding> of(DriftEvidence evidence) {
    return RULES.stream().flatMap(rule -> rule.apply(evidence)).toList();
  }

  /**
   * What is wrong with what billing has answered an invitation that asked for a seat.
   *
   * @param license the one that is reserved for it; empty where it was refused
   * @param status of the invitation; empty where there is none such
   */
  public static Optional<DriftFinding> seat(
      UUID invitation, Optional<UUID> license, Optional<String> status) {
    return wrongSeat(license.isPresent(), status.orElse("UNKNOWN"))
        .map(
            kind ->
                new DriftFinding(
                    kind,
                    BILLING,
                    subject(kind, invitation, license).toString(),
                    invitation,
                    0,
                    license.isPresent() ? "RESERVED" : "REFUSED",
                    status.orElse("UNKNOWN")));
  }

  private static UUID subject(Kind kind, UUID invitation, Optional<UUID> license) {
    return kind == Kind.SEAT_ANSWER_LOST ? invitation : license.orElseThrow();
  }

  /**
   * What is wrong with a purchase of a number that waits for billing, which has answered it.
   *
   * @param answer GRANTED or REFUSED
   */
  public static DriftFinding purchase(UUID purchase, String e164, String answer) {
    return new DriftFinding(
        Kind.CHARGE_ANSWER_LOST, BILLING, e164, purchase, 0, answer, "REQUESTED");
  }

  private static Optional<Kind> wrongSeat(boolean reserved, String status) {
    if (status.equals("REQUESTED")) {
      return Optional.of(Kind.SEAT_ANSWER_LOST);
    }
    return reserved && (status.equals("UNKNOWN") || ENDED.contains(status))
        ? Optional.of(Kind.SEAT_OF_ENDED_INVITATION)
        : Optional.empty();
  }

  /** All that is wrong about an office (CO-3); empty where the services agree. */
  public static List<DriftFinding> of(DriftOffice office) {
    return Stream.of(
            inDeleted(office, BILLING, Kind.LICENSES_IN_DELETED_OFFICE),
            inDeleted(office, NUMBERING, Kind.NUMBERS_IN_DELETED_OFFICE),
            inDeleted(office, INVITATION, Kind.INVITATIONS_IN_DELETED_OFFICE),
            usersInDeleted(office),
            stuck(office),
            staleOffices(office))
        .flatMap(found -> found)
        .toList();
  }

  private static Stream<DriftFinding> inDeleted(DriftOffice office, String service, Kind kind) {
    return isDeleted(office)
        ? Stream.ofNullable(office.views().get(service))
            .filter(view -> view.held() > 0)
            .map(view -> about(office, kind, service, Long.toString(view.held())))
        : Stream.empty();
  }

  private static Stream<DriftFinding> usersInDeleted(DriftOffice office) {
    return isDeleted(office) && office.users() > 0
        ? Stream.of(
            about(office, Kind.USERS_IN_DELETED_OFFICE, IDENTITY, Long.toString(office.users())))
        : Stream.empty();
  }

  private static boolean isDeleted(DriftOffice office) {
    return office.status() == Office.Status.DELETED;
  }

  private static Stream<DriftFinding> stuck(DriftOffice office) {
    return office.stuck()
        ? Stream.of(about(office, Kind.OFFICE_STUCK_CLOSING, IDENTITY, "CLOSING"))
        : Stream.empty();
  }

  /** A service that has never heard of an office asks when it is named: that is no drift. */
  private static Stream<DriftFinding> staleOffices(DriftOffice office) {
    boolean open = office.status() == Office.Status.OPEN;
    return office.views().entrySet().stream()
        .filter(view -> view.getValue().version() <= office.version())
        .filter(view -> view.getValue().open() != open)
        .map(view -> about(office, Kind.STALE_OFFICE, view.getKey(), view.getValue().state()));
  }

  private static DriftFinding about(
      DriftOffice office, Kind kind, String service, String believed) {
    return new DriftFinding(
        kind,
        service,
        office.officeId().toString(),
        office.officeId(),
        office.version(),
        believed,
        office.known());
  }

  private static Stream<DriftFinding> staleViews(DriftEvidence evidence) {
    return evidence.member().stream().flatMap(member -> staleViews(evidence, member));
  }

  private static Stream<DriftFinding> staleViews(DriftEvidence evidence, Member member) {
    return SERVICES.stream()
        .filter(service -> stale(member, Optional.ofNullable(evidence.views().get(service))))
        .map(service -> staleView(evidence, service));
  }

  /** A newer version is one that was committed after identity was read. */
  private static boolean stale(Member member, Optional<View> view) {
    return view.isEmpty()
        || view.get().version() < member.version()
        || (view.get().version() == member.version() && view.get().active() != member.active());
  }

  private static DriftFinding staleView(DriftEvidence evidence, String service) {
    View view = evidence.views().get(service);
    return about(
        evidence,
        Kind.STALE_VIEW,
        service,
        evidence.userId().toString(),
        view == null ? "UNKNOWN" : view.state());
  }

  private static Stream<DriftFinding> licensesOfNoMember(DriftEvidence evidence) {
    return evidence.activeMember()
        ? Stream.empty()
        : evidence.licenses().stream()
            .map(
                license ->
                    about(
                        evidence,
                        Kind.LICENSE_OF_NO_MEMBER,
                        BILLING,
                        license.toString(),
                        "ASSIGNED"));
  }

  /** Whoever joins has a seat (INV-6), and so has a founder (CO-5). */
  private static Stream<DriftFinding> memberWithoutLicense(DriftEvidence evidence) {
    return evidence.activeMember() && evidence.licenses().isEmpty()
        ? Stream.of(
            about(
                evidence,
                Kind.MEMBER_WITHOUT_LICENSE,
                BILLING,
                evidence.userId().toString(),
                "NO LICENSE"))
        : Stream.empty();
  }

  private static Stream<DriftFinding> numbersOfNoMember(DriftEvidence evidence) {
    return evidence.activeMember()
        ? Stream.empty()
        : evidence.numbers().stream()
            .map(
                number -> about(evidence, Kind.NUMBER_OF_NO_MEMBER, NUMBERING, number, "ASSIGNED"));
  }

  private static Stream<DriftFinding> numbersHeldForActiveMember(DriftEvidence evidence) {
    return evidence.activeMember()
        ? evidence.heldNumbers().stream()
            .map(
                number ->
                    about(
                        evidence,
                        Kind.NUMBER_HELD_FOR_ACTIVE_MEMBER,
                        NUMBERING,
                        number,
                        "HELD_FOR_RESTORE"))
        : Stream.empty();
  }

  private static Stream<DriftFinding> login(DriftEvidence evidence) {
    return evidence.member().stream().flatMap(member -> login(evidence, member));
  }

  private static Stream<DriftFinding> login(DriftEvidence evidence, Member member) {
    return wrongLogin(evidence.login(), member).stream()
        .map(
            kind ->
                about(
                    evidence,
                    kind,
                    KEYCLOAK,
                    member.personId().toString(),
                    evidence.login().name()));
  }

  private static Optional<Kind> wrongLogin(Login login, Member member) {
    return switch (login) {
      case ENABLED ->
          member.activeSomewhere()
              ? Optional.empty()
              : Optional.of(Kind.ACCOUNT_ENABLED_WITHOUT_MEMBERSHIP);
      case DISABLED ->
          member.active() ? Optional.of(Kind.ACCOUNT_DISABLED_WITH_MEMBERSHIP) : Optional.empty();
      case MISSING -> member.active() ? Optional.of(Kind.ACCOUNT_MISSING) : Optional.empty();
      case NOT_ASKED -> Optional.empty();
    };
  }

  private static DriftFinding about(
      DriftEvidence evidence, Kind kind, String service, String subject, String believed) {
    return new DriftFinding(
        kind, service, subject, evidence.userId(), evidence.version(), believed, evidence.known());
  }
}
