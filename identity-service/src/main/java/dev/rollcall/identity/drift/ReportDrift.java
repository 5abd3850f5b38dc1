package dev.rollcall.identity.drift;

import dev.rollcall.identity.DriftFinding;
import dev.rollcall.identity.audit.Audit;
import dev.rollcall.identity.audit.Audit.Asked;
import dev.rollcall.identity.audit.Audit.Deed;
import dev.rollcall.identity.audit.AuditEntry.Actor;
import dev.rollcall.identity.audit.AuditEntry.Subject;
import dev.rollcall.identity.config.IdentityConfig;
import dev.rollcall.identity.drift.LookForDrift.Stretch;
import dev.rollcall.identity.storage.DriftFindings;
import dev.rollcall.identity.storage.DriftFindings.FindingLine;
import dev.rollcall.identity.storage.DriftReports;
import dev.rollcall.identity.storage.DriftReports.Part;
import dev.rollcall.identity.storage.DriftReports.Place;
import dev.rollcall.identity.storage.DriftReports.ReportLine;
import dev.rollcall.platform.messaging.Job;
import dev.rollcall.platform.messaging.JobHandler;
import dev.rollcall.platform.messaging.JobRequest;
import dev.rollcall.platform.messaging.Jobs;
import dev.rollcall.platform.storage.CompanyTransaction;
import dev.rollcall.platform.time.Ids;
import dev.rollcall.platform.web.waiting.Waiting;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes a drift report: a page of ids in each job, its place kept in the report's row, so
 * that a crash loses a page at most. What the first look finds is looked at again after a while;
 * only what both saw is reported, since events under way look like drift for a moment.
 */
@ApplicationScoped
public class ReportDrift implements JobHandler {

  static final String KIND = "drift.report";

  private static final int ATTEMPTS = 6;

  private final CompanyTransaction tx;
  private final DriftReports reports;
  private final DriftFindings findings;
  private final LookForDrift look;
  private final Audit audit;
  private final Jobs jobs;
  private final Waiting waiting;
  private final Ids ids;
  private final Duration grace;
  private final Clock realClock = Clock.systemUTC();

  ReportDrift(
      CompanyTransaction tx,
      DriftReports reports,
      DriftFindings findings,
      LookForDrift look,
      Audit audit,
      Jobs jobs,
      Waiting waiting,
      Ids ids,
      IdentityConfig config) {
    this.tx = tx;
    this.reports = reports;
    this.findings = findings;
    this.look = look;
    this.audit = audit;
    this.jobs = jobs;
    this.waiting = waiting;
    this.ids = ids;
    this.grace = config.drift().grace();
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public int maxAttempts() {
    return ATTEMPTS;
  }

  @Override
  public Duration lease() {
    return Duration.ofMinutes(2);
  }

  /**
   * @param job its subject is a {@link Step}
   */
  @Override
  public Uni<Void> run(Job job) {
    Step step = Step.parse(job.subject());
    Uni<Void> work =
        reports.find(job.companyId(), step.id()).chain(found -> work(job.companyId(), found, step));
    return job.last() ? work.onFailure().recoverWithUni(() -> fail(job.companyId(), step)) : work;
  }

  private Uni<Void> work(UUID company, Optional<ReportLine> found, Step step) {
    return found
        .filter(report -> !report.settled() && report.place().step() == step.number())
        .map(report -> look(company, report))
        .orElseGet(ReportDrift::nothing);
  }

  private Uni<Void> look(UUID company, ReportLine report) {
    Place place = report.place();
    Uni<Stretch> seen =
        switch (place.part()) {
          case USERS -> look.atUsers(company, place.from());
          case SEATS -> look.atSeats(company, place.from());
          case PURCHASES -> look.atPurchases(company, place.from());
          case OFFICES -> look.atOffices(company, place.from());
        };
    return seen.chain(stretch -> keep(company, report, stretch));
  }

  private Uni<Void> keep(UUID company, ReportLine report, Stretch stretch) {
    return tx.within(
        company,
        () ->
            reports
                .lock(company, report.id(), report.place().step())
                .chain(mine -> mine ? kept(company, report, stretch) : nothing()));
  }

  private Uni<Void> kept(UUID company, ReportLine report, Stretch stretch) {
    return note(company, report, stretch.findings())
        .chain(() -> next(company, report, stretch))
        .chain(next -> goOn(company, report, stretch, next));
  }

  private Uni<Void> note(UUID company, ReportLine report, List<DriftFinding> found) {
    return report.place().look() == 1
        ? findings.suspect(company, report.id(), lines(report, found))
        : findings.confirm(company, report.id(), found);
  }

  private List<FindingLine> lines(ReportLine report, List<DriftFinding> found) {
    return found.stream()
        .map(finding -> new FindingLine(ids.next(), report.id(), finding, null))
        .toList();
  }

  /** Users, seats, purchases, offices; then all of it once more where anything was found. */
  private Uni<Optional<Place>> next(UUID company, ReportLine report, Stretch stretch) {
    Place place = report.place();
    int step = place.step() + 1;
    if (stretch.next().isPresent()) {
      return at(new Place(place.look(), place.part(), stretch.next().get(), step));
    }
    Optional<Part> nextPart = place.part().next();
    if (nextPart.isPresent()) {
      return at(new Place(place.look(), nextPart.get(), DriftReports.START, step));
    }
    if (place.look() > 1) {
      return Uni.createFrom().item(Optional.empty());
    }
    Place again = new Place(2, Part.USERS, DriftReports.START, step);
    return findings
        .suspects(company, report.id())
        .map(any -> any ? Optional.of(again) : Optional.empty());
  }

  private static Uni<Optional<Place>> at(Place place) {
    return Uni.createFrom().item(Optional.of(place));
  }

  private Uni<Void> goOn(UUID company, ReportLine report, Stretch stretch, Optional<Place> next) {
    int checked = report.place().look() == 1 ? stretch.checked() : 0;
    Instant now = realClock.instant();
    return reports
        .goOn(company, report.id(), next.orElse(report.place()), checked, now)
        .chain(
            () ->
                next.map(place -> plan(company, report, place))
                    .orElseGet(() -> settle(company, report, null)));
  }

  private Uni<Void> plan(UUID company, ReportLine report, Place place) {
    boolean again = place.look() != report.place().look();
    Instant due = again ? realClock.instant().plus(grace) : Instant.EPOCH;
    return jobs.plan(
        new JobRequest(
            KIND,
            company,
            new Step(report.id(), place.step()).toString(),
            due,
            JobRequest.Timeline.REAL));
  }

  private Uni<Void> settle(UUID company, ReportLine report, @Nullable String failure) {
    return reports
        .settle(company, report.id(), failure, realClock.instant())
        .chain(count -> audit.record(asked(company, report), deed(report, failure, count)))
        .chain(() -> waiting.settled(report.id()));
  }

  private static Asked asked(UUID company, ReportLine report) {
    return new Asked(
        company, new Actor(report.requestedBy(), report.personId()), report.requestId());
  }

  private static Deed deed(ReportLine report, @Nullable String failure, long count) {
    return new Deed(
        "drift.reported",
        new Subject("drift-report", report.id().toString()),
        null,
        Map.of("status", failure == null ? "DONE" : "FAILED", "findings", count));
  }

  /** A service that does not answer ends the report; it says so instead of half of the truth. */
  private Uni<Void> fail(UUID company, Step step) {
    return reports
        .find(company, step.id())
        .chain(
            found ->
                found
                    .filter(report -> !report.settled())
                    .map(report -> failed(company, report, step))
                    .orElseGet(ReportDrift::nothing));
  }

  private Uni<Void> failed(UUID company, ReportLine report, Step step) {
    return tx.within(
        company,
        () ->
            reports
                .lock(company, report.id(), step.number())
                .chain(mine -> mine ? settle(company, report, "NOT_ANSWERED") : nothing()));
  }

  private static Uni<Void> nothing() {
    return Uni.createFrom().voidItem();
  }
}
