package dev.rollcall.identity.drift;

import dev.rollcall.identity.DriftEvidence;
import dev.rollcall.identity.DriftEvidence.Login;
import dev.rollcall.identity.DriftEvidence.Member;
import dev.rollcall.identity.DriftEvidence.View;
import dev.rollcall.identity.DriftRules;
import dev.rollcall.identity.storage.DriftMembers.MemberLine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A page of each service about users, merged by user id as far as all of them have told. */
record Comparison(
    Beliefs<MemberLine> members,
    Beliefs<BillingApi.UserBelief> billing,
    Beliefs<NumberingApi.UserBelief> numbering,
    Beliefs<InvitationApi.UserBelief> invitation) {

  Optional<UUID> horizon() {
    return Beliefs.horizon(members, billing, numbering, invitation);
  }

  /** The members whose accounts have to be asked for. */
  List<MemberLine> known() {
    return members.before(horizon(), MemberLine::userId).toList();
  }

  /** All that is believed about each user, in the order of their ids. */
  List<DriftEvidence> evidence(Map<UUID, Login> logins) {
    Map<UUID, MemberLine> byMember = by(members, MemberLine::userId);
    Map<UUID, BillingApi.UserBelief> byBilling = by(billing, BillingApi.UserBelief::userId);
    Map<UUID, NumberingApi.UserBelief> byNumbering = by(numbering, NumberingApi.UserBelief::userId);
    Map<UUID, InvitationApi.UserBelief> byInvitation =
        by(invitation, InvitationApi.UserBelief::userId);
    var ids = new TreeSet<UUID>(Beliefs.BY_ID);
    Stream.of(byMember, byBilling, byNumbering, byInvitation)
        .forEach(beliefs -> ids.addAll(beliefs.keySet()));
    return ids.stream()
        .map(
            id ->
                evidence(
                    id,
                    byMember.get(id),
                    byBilling.get(id),
                    byNumbering.get(id),
                    byInvitation.get(id),
                    logins))
        .toList();
  }

  private <T> Map<UUID, T> by(Beliefs<T> page, Function<T, UUID> about) {
    return page.before(horizon(), about).collect(Collectors.toMap(about, Function.identity()));
  }

  private static DriftEvidence evidence(
      UUID id,
      @Nullable MemberLine member,
      BillingApi.@Nullable UserBelief billing,
      NumberingApi.@Nullable UserBelief numbering,
      InvitationApi.@Nullable UserBelief invitation,
      Map<UUID, Login> logins) {
    Map<String, View> views = new HashMap<>();
    if (billing != null) {
      add(views, DriftRules.BILLING, billing.version(), billing.active());
    }
    if (numbering != null) {
      add(views, DriftRules.NUMBERING, numbering.version(), numbering.active());
    }
    if (invitation != null) {
      add(views, DriftRules.INVITATION, invitation.version(), invitation.active());
    }
    return new DriftEvidence(
        id,
        Optional.ofNullable(member).map(Comparison::member),
        views,
        billing == null ? List.of() : billing.licenses(),
        numbering == null ? List.of() : numbering.assigned(),
        numbering == null ? List.of() : numbering.held(),
        member == null ? Login.NOT_ASKED : logins.getOrDefault(member.personId(), Login.NOT_ASKED));
  }

  private static void add(
      Map<String, View> views, String service, @Nullable Long version, @Nullable Boolean active) {
    if (version != null && active != null) {
      views.put(service, new View(version, active));
    }
  }

  private static Member member(MemberLine line) {
    return new Member(line.personId(), line.active(), line.activeSomewhere(), line.version());
  }
}
