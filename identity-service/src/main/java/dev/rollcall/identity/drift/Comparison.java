package dev.rollcall.identity.drift;

import dev.rollcall.identity.DriftEvidence;
import dev.rollcall.identity.DriftEvidence.Login;
import dev.rollcall.identity.DriftEvidence.Member;
import dev.rollcall.identity.DriftEvidence.View;
import dev.rollcall.identity.drift.BeliefsApi.UserBelief;
import dev.rollcall.identity.storage.DriftMembers.MemberLine;
import dev.rollcall.platform.web.paging.IdPage;
import java.util.Collection;
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

/**
 * A page about users of identity and of each service, merged by user id as far as all have told.
 *
 * @param told what each service believes, by its name
 */
record Comparison(IdPage<MemberLine> members, Map<String, IdPage<UserBelief>> told) {

  Optional<UUID> horizon() {
    return IdPage.horizon(Stream.concat(Stream.of(members), told.values().stream()));
  }

  /** The members whose accounts have to be asked for. */
  List<MemberLine> known() {
    return members.before(horizon(), MemberLine::userId).toList();
  }

  /** All that is believed about each user, in the order of their ids. */
  List<DriftEvidence> evidence(Map<UUID, Login> logins) {
    Map<UUID, MemberLine> byMember = by(members, MemberLine::userId);
    Map<UUID, Map<String, UserBelief>> byUser = byUser();
    var ids = new TreeSet<UUID>(IdPage.BY_ID);
    ids.addAll(byMember.keySet());
    ids.addAll(byUser.keySet());
    return ids.stream()
        .map(id -> evidence(id, byMember.get(id), byUser.getOrDefault(id, Map.of()), logins))
        .toList();
  }

  private Map<UUID, Map<String, UserBelief>> byUser() {
    Map<UUID, Map<String, UserBelief>> byUser = new HashMap<>();
    for (var page : told.entrySet()) {
      by(page.getValue(), UserBelief::userId)
          .forEach(
              (id, belief) ->
                  byUser.computeIfAbsent(id, user -> new HashMap<>()).put(page.getKey(), belief));
    }
    return byUser;
  }

  private <T> Map<UUID, T> by(IdPage<T> page, Function<T, UUID> about) {
    return page.before(horizon(), about).collect(Collectors.toMap(about, Function.identity()));
  }

  private static DriftEvidence evidence(
      UUID id,
      @Nullable MemberLine member,
      Map<String, UserBelief> beliefs,
      Map<UUID, Login> logins) {
    return new DriftEvidence(
        id,
        Optional.ofNullable(member).map(Comparison::member),
        views(beliefs),
        all(beliefs.values(), UserBelief::licenses),
        all(beliefs.values(), UserBelief::assigned),
        all(beliefs.values(), UserBelief::held),
        member == null ? Login.NOT_ASKED : logins.getOrDefault(member.personId(), Login.NOT_ASKED));
  }

  private static Map<String, View> views(Map<String, UserBelief> beliefs) {
    Map<String, View> views = new HashMap<>();
    for (var belief : beliefs.entrySet()) {
      Long version = belief.getValue().version();
      Boolean active = belief.getValue().active();
      if (version != null && active != null) {
        views.put(belief.getKey(), new View(version, active));
      }
    }
    return views;
  }

  private static <T> List<T> all(
      Collection<UserBelief> beliefs, Function<UserBelief, @Nullable List<T>> part) {
    return beliefs.stream()
        .flatMap(belief -> Stream.ofNullable(part.apply(belief)))
        .flatMap(List::stream)
        .toList();
  }

  private static Member member(MemberLine line) {
    return new Member(line.personId(), line.active(), line.activeSomewhere(), line.version());
  }
}
