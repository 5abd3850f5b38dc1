package dev.rollcall.identity.drift;

import dev.rollcall.identity.DriftEvidence.Login;
import dev.rollcall.identity.DriftFinding;
import dev.rollcall.identity.DriftRules;
import dev.rollcall.identity.config.IdentityConfig;
import dev.rollcall.identity.drift.BeliefsApi.UserBelief;
import dev.rollcall.identity.drift.BillingApi.Answered;
import dev.rollcall.identity.drift.BillingApi.Charged;
import dev.rollcall.identity.drift.InvitationApi.Standing;
import dev.rollcall.identity.drift.NumberingApi.Waiting;
import dev.rollcall.identity.keycloak.Accounts;
import dev.rollcall.identity.keycloak.Accounts.Account;
import dev.rollcall.identity.storage.DriftMembers;
import dev.rollcall.identity.storage.DriftMembers.MemberLine;
import dev.rollcall.platform.web.paging.IdPage;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/**
 * Asks the services what they believe, a page at a time, and compares. Memory is bounded by
 * the page, whatever the size of the company. Outside any transaction.
 */
@ApplicationScoped
class LookForDrift {

  /**
   * What a look at some ids has found.
   *
   * @param checked how many ids
   * @param next where to go on; empty where all was seen
   */
  record Stretch(List<DriftFinding> findings, int checked, Optional<UUID> next) {}

  private final DriftMembers members;
  private final BillingApi billing;
  private final NumberingApi numbering;
  private final InvitationApi invitation;
  private final Map<String, BeliefsApi> others;
  private final LookAtOffices offices;
  private final Accounts accounts;
  private final int page;

  LookForDrift(
      DriftMembers members,
      @RestClient BillingApi billing,
      @RestClient NumberingApi numbering,
      @RestClient InvitationApi invitation,
      LookAtOffices offices,
      Accounts accounts,
      IdentityConfig config) {
    this.members = members;
    this.billing = billing;
    this.numbering = numbering;
    this.invitation = invitation;
    this.others =
        Map.of(
            DriftRules.BILLING, billing,
            DriftRules.NUMBERING, numbering,
            DriftRules.INVITATION, invitation);
    this.offices = offices;
    this.accounts = accounts;
    this.page = Math.clamp(config.drift().page(), 1, 200);
  }

  /** Compares the users from that id on. */
  Uni<Stretch> atUsers(UUID company, UUID from) {
    return users(company, from, page);
  }

  /** Compares the seats of invitations from that id on. */
  Uni<Stretch> atSeats(UUID company, UUID from) {
    return seats(company, from, page);
  }

  /** Compares offices from that id on. */
  Uni<Stretch> atOffices(UUID company, UUID from) {
    return offices.look(company, from, page);
  }

  /** Compares the purchases of numbers from that id on. */
  Uni<Stretch> atPurchases(UUID company, UUID from) {
    return purchases(company, from, page);
  }

  /** Whether that finding is still there, whatever its owner's version is by now. */
  Uni<Boolean> still(UUID company, DriftFinding finding) {
    return about(company, finding)
        .map(stretch -> stretch.findings().stream().anyMatch(finding::sameAs));
  }

  private Uni<Stretch> about(UUID company, DriftFinding finding) {
    return switch (finding.kind().repair()) {
      case TELL_INVITATION -> seats(company, finding.owner(), 1);
      case REOPEN_OFFICE, RESUME_CLOSING, TELL_COMPANY -> offices.look(company, finding.owner(), 1);
      case TELL_PURCHASE -> purchases(company, finding.owner(), 1);
      case TELL_USER, RECONCILE_ACCOUNT, NONE -> users(company, finding.owner(), 1);
    };
  }

  /** Identity is read first: what the others have heard since then is no drift. */
  private Uni<Stretch> users(UUID company, UUID from, int limit) {
    return IdPage.read(
            from, limit, MemberLine::userId, (start, most) -> members.from(company, start, most))
        .chain(known -> told(company, from, limit).map(told -> new Comparison(known, told)))
        .chain(this::compare);
  }

  private Uni<Map<String, IdPage<UserBelief>>> told(UUID company, UUID from, int limit) {
    return Multi.createFrom()
        .iterable(others.entrySet())
        .onItem()
        .transformToUniAndConcatenate(
            other ->
                other
                    .getValue()
                    .users(company, from, limit)
                    .map(page -> Map.entry(other.getKey(), page)))
        .collect()
        .asMap(Map.Entry::getKey, Map.Entry::getValue);
  }

  private Uni<Stretch> compare(Comparison comparison) {
    return logins(comparison.known()).map(logins -> stretch(comparison, logins));
  }

  private static Stretch stretch(Comparison comparison, Map<UUID, Login> logins) {
    var evidence = comparison.evidence(logins);
    return new Stretch(
        evidence.stream().flatMap(one -> DriftRules.of(one).stream()).toList(),
        evidence.size(),
        comparison.horizon());
  }

  private Uni<Map<UUID, Login>> logins(List<MemberLine> known) {
    return Multi.createFrom()
        .iterable(known.stream().map(MemberLine::personId).distinct().toList())
        .onItem()
        .transformToUniAndConcatenate(this::login)
        .collect()
        .asMap(Map.Entry::getKey, Map.Entry::getValue);
  }

  private Uni<Map.Entry<UUID, Login>> login(UUID personId) {
    return accounts.find(personId).map(found -> Map.entry(personId, login(found)));
  }

  private static Login login(Optional<Account> found) {
    return found
        .map(account -> account.enabled() ? Login.ENABLED : Login.DISABLED)
        .orElse(Login.MISSING);
  }

  private Uni<Stretch> seats(UUID company, UUID from, int limit) {
    return billing
        .invitations(company, from, limit)
        .chain(answered -> seats(company, from, limit, answered));
  }

  private Uni<Stretch> seats(UUID company, UUID from, int limit, IdPage<Answered> answered) {
    return answered.items().isEmpty()
        ? Uni.createFrom().item(new Stretch(List.of(), 0, Optional.empty()))
        : invitation.invitations(company, from, limit).map(standing -> seats(answered, standing));
  }

  private static Stretch seats(IdPage<Answered> answered, IdPage<Standing> standing) {
    Optional<UUID> horizon = IdPage.horizon(Stream.of(answered, standing));
    Map<UUID, String> statuses =
        standing.items().stream()
            .collect(Collectors.toMap(Standing::invitationId, Standing::status));
    List<Answered> seen = answered.before(horizon, Answered::invitationId).toList();
    return new Stretch(
        seen.stream().map(seat -> seat(seat, statuses::get)).flatMap(Optional::stream).toList(),
        seen.size(),
        horizon);
  }

  private static Optional<DriftFinding> seat(
      Answered answered, Function<UUID, @Nullable String> status) {
    return DriftRules.seat(
        answered.invitationId(),
        Optional.ofNullable(answered.licenseId()),
        Optional.ofNullable(status.apply(answered.invitationId())));
  }

  private Uni<Stretch> purchases(UUID company, UUID from, int limit) {
    return numbering
        .purchases(company, from, limit)
        .chain(waiting -> purchases(company, from, limit, waiting));
  }

  private Uni<Stretch> purchases(UUID company, UUID from, int limit, IdPage<Waiting> waiting) {
    return waiting.items().isEmpty()
        ? Uni.createFrom().item(new Stretch(List.of(), 0, Optional.empty()))
        : billing.purchases(company, from, limit).map(charged -> purchases(waiting, charged));
  }

  private static Stretch purchases(IdPage<Waiting> waiting, IdPage<Charged> charged) {
    Optional<UUID> horizon = IdPage.horizon(Stream.of(waiting, charged));
    Map<UUID, String> answers =
        charged.items().stream().collect(Collectors.toMap(Charged::purchaseId, Charged::answer));
    List<Waiting> seen = waiting.before(horizon, Waiting::purchaseId).toList();
    return new Stretch(
        seen.stream().flatMap(one -> purchase(one, answers.get(one.purchaseId()))).toList(),
        seen.size(),
        horizon);
  }

  private static Stream<DriftFinding> purchase(Waiting waiting, @Nullable String answer) {
    return Stream.ofNullable(answer)
        .map(known -> DriftRules.purchase(waiting.purchaseId(), waiting.e164(), known));
  }
}
