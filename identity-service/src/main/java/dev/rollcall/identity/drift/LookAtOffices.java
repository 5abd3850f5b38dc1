package dev.rollcall.identity.drift;

import dev.rollcall.identity.DriftFinding;
import dev.rollcall.identity.DriftOffice;
import dev.rollcall.identity.DriftRules;
import dev.rollcall.identity.drift.BeliefsApi.OfficeBelief;
import dev.rollcall.identity.drift.LookForDrift.Stretch;
import dev.rollcall.identity.storage.DriftOffices;
import dev.rollcall.identity.storage.DriftOffices.OfficeLine;
import dev.rollcall.platform.web.paging.IdPage;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Asks the services what they believe of offices, a page at a time, and compares (CO-3, X-3). */
@ApplicationScoped
class LookAtOffices {

  /** How long past its deadline a closing counts as stuck: its next look may just be under way. */
  private static final Duration STUCK = Duration.ofMinutes(2);

  private final DriftOffices offices;
  private final Map<String, BeliefsApi> others;
  private final Clock realClock = Clock.systemUTC();

  LookAtOffices(
      DriftOffices offices,
      @RestClient BillingApi billing,
      @RestClient NumberingApi numbering,
      @RestClient InvitationApi invitation) {
    this.offices = offices;
    this.others =
        Map.of(
            DriftRules.BILLING, billing,
            DriftRules.NUMBERING, numbering,
            DriftRules.INVITATION, invitation);
  }

  /** Identity is read first: what the others have heard since then is no drift. */
  Uni<Stretch> look(UUID company, UUID from, int limit) {
    return IdPage.read(
            from,
            limit,
            OfficeLine::officeId,
            (start, most) -> offices.from(company, start, most, realClock.instant().minus(STUCK)))
        .chain(known -> told(company, from, limit).map(told -> stretch(known, told)));
  }

  private Uni<Map<String, IdPage<OfficeBelief>>> told(UUID company, UUID from, int limit) {
    return Multi.createFrom()
        .iterable(others.entrySet())
        .onItem()
        .transformToUniAndConcatenate(other -> told(other, company, from, limit))
        .collect()
        .asMap(Map.Entry::getKey, Map.Entry::getValue);
  }

  private static Uni<Map.Entry<String, IdPage<OfficeBelief>>> told(
      Map.Entry<String, BeliefsApi> other, UUID company, UUID from, int limit) {
    return other
        .getValue()
        .offices(company, from, limit)
        .map(page -> Map.entry(other.getKey(), page));
  }

  private static Stretch stretch(IdPage<OfficeLine> known, Map<String, IdPage<OfficeBelief>> told) {
    Optional<UUID> horizon =
        IdPage.horizon(Stream.concat(Stream.of(known), told.values().stream()));
    List<OfficeLine> seen = known.before(horizon, OfficeLine::officeId).toList();
    return new Stretch(
        seen.stream().flatMap(office -> findings(office, told)).toList(), seen.size(), horizon);
  }

  private static Stream<DriftFinding> findings(
      OfficeLine office, Map<String, IdPage<OfficeBelief>> told) {
    var evidence =
        new DriftOffice(
            office.officeId(),
            office.status(),
            office.version(),
            office.stuck(),
            office.users(),
            views(office.officeId(), told));
    return DriftRules.of(evidence).stream();
  }

  private static Map<String, DriftOffice.View> views(
      UUID office, Map<String, IdPage<OfficeBelief>> told) {
    Map<String, DriftOffice.View> views = new HashMap<>();
    told.forEach(
        (service, page) ->
            page.items().stream()
                .filter(belief -> belief.officeId().equals(office))
                .forEach(belief -> views.put(service, view(belief))));
    return views;
  }

  private static DriftOffice.View view(OfficeBelief belief) {
    return new DriftOffice.View(belief.version(), belief.open(), belief.held());
  }
}
