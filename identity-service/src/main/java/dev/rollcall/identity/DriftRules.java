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
   * What is wrong with the license that is reserved for an invitation.
   *
   * @param status of the invitation; empty where there is none such
   */
  public static Optional<DriftFinding> seat(
      UUID invitation, UUID license, Optional<String> status) {
    return status.isEmpty() || ENDED.contains(status.get())
        ? Optional.of(
            new DriftFinding(
                Kind.SEAT_OF_ENDED_INVITATION,
                BILLING,
                license.toString(),
                invitation,
                0,
                "RESERVED",
                status.orElse("UNKNOWN")))
        : Optional.empty();
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
