package dev.rollcall.identity.offices;

import dev.rollcall.identity.Office;
import dev.rollcall.identity.OfficeClosing;
import dev.rollcall.identity.OfficeClosing.Answer;
import dev.rollcall.identity.OfficeClosing.Owner;
import dev.rollcall.identity.OfficeClosingRules;
import dev.rollcall.identity.OfficeClosingRules.Decision;
import dev.rollcall.identity.OfficeClosingRules.Patience;
import dev.rollcall.identity.config.IdentityConfig;
import dev.rollcall.identity.storage.Companies;
import dev.rollcall.identity.storage.OfficeClosings;
import dev.rollcall.identity.storage.Offices;
import dev.rollcall.platform.messaging.JobRequest;
import dev.rollcall.platform.messaging.JobRequest.Timeline;
import dev.rollcall.platform.messaging.Jobs;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.time.ProductClock;
import dev.rollcall.platform.web.operations.Operations;
import dev.rollcall.platform.web.operations.Operations.ResultLine;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Carries the closing of an office on: asks, takes answers, asks again, ends (EVENTS.md, office
 * closing). Each step is one transaction under the company's lock: the process, the office, the
 * company's event, the operation and the next look at it come together or not at all, so that a
 * crash at any moment leaves a process that goes on.
 */
@ApplicationScoped
class SettleClosing {

  private final Companies companies;
  private final Offices offices;
  private final OfficeClosings closings;
  private final PublishCompany company;
  private final Operations operations;
  private final Jobs jobs;
  private final ProductClock clock;
  private final Patience patience;
  private final Clock realClock = Clock.systemUTC();

  SettleClosing(
      Companies companies,
      Offices offices,
      OfficeClosings closings,
      PublishCompany company,
      Operations operations,
      Jobs jobs,
      ProductClock clock,
      IdentityConfig config) {
    this.companies = companies;
    this.offices = offices;
    this.closings = closings;
    this.company = company;
    this.operations = operations;
    this.jobs = jobs;
    this.clock = clock;
    this.patience =
        new Patience(config.officeClosing().deadline(), config.officeClosing().attempts());
  }

  Patience patience() {
    return patience;
  }

  /** Asks the owners what is in the office, which is CLOSING; inside the running transaction. */
  Uni<Void> ask(OfficeClosing closing, Office office) {
    return closings
        .store(closing, realClock.instant())
        .chain(() -> offices.store(office))
        .chain(() -> company.publish(closing.companyId()))
        .chain(() -> lookAgain(closing));
  }

  /** An owner's answer to that attempt; inside the consumer's transaction. */
  Uni<Void> answered(UUID companyId, UUID process, Owner owner, int attempt, Answer answer) {
    return decide(
        companyId, process, closing -> OfficeClosingRules.answer(closing, owner, attempt, answer));
  }

  /** The time of an attempt may be over; inside the job's transaction, which ended the job. */
  Uni<Void> due(UUID companyId, UUID process, Function<OfficeClosing, Decision> deadline) {
    return decide(companyId, process, deadline);
  }

  private Uni<Void> decide(
      UUID companyId, UUID process, Function<OfficeClosing, Decision> decision) {
    return companies
        .lock(companyId)
        .chain(() -> closings.find(companyId, process))
        .chain(found -> carryOut(found.map(decision)));
  }

  private Uni<Void> carryOut(Optional<Decision> decision) {
    return switch (decision.orElseGet(Decision.Unchanged::new)) {
      case Decision.Unchanged unchanged -> Uni.createFrom().voidItem();
      case Decision.Waits(OfficeClosing closing) -> closings.store(closing, realClock.instant());
      case Decision.AskedAgain(OfficeClosing closing) ->
          followed(closing).chain(office -> ask(closing, office));
      case Decision.Ended(OfficeClosing closing) -> end(closing);
    };
  }

  private Uni<Office> followed(OfficeClosing closing) {
    return offices
        .find(closing.companyId(), closing.officeId())
        .map(office -> OfficeClosingRules.follow(office.orElseThrow(), closing, clock.instant()));
  }

  private Uni<Void> end(OfficeClosing closing) {
    return closings
        .store(closing, realClock.instant())
        .chain(() -> followed(closing))
        .chain(offices::store)
        .chain(() -> company.publish(closing.companyId()))
        .chain(
            () ->
                jobs.cancel(
                    ClosingDeadline.KIND, closing.companyId(), closing.processId().toString()))
        .chain(() -> told(closing));
  }

  /** In the operation, whose end wakes whoever waits for the process. */
  private Uni<Void> told(OfficeClosing closing) {
    UUID companyId = closing.companyId();
    UUID process = closing.processId();
    Instant now = realClock.instant();
    String office = closing.officeId().toString();
    Outcome<UUID> outcome = OfficeClosingRules.outcome(closing);
    return outcome.fold(
        deleted ->
            operations
                .note(companyId, process, new ResultLine(office, "DONE", null), now)
                .chain(() -> operations.end(companyId, process, "DONE", now)),
        refusal ->
            operations
                .note(companyId, process, refused(office, refusal), now)
                .chain(() -> operations.failWith(companyId, process, closing.use(), now)));
  }

  private static ResultLine refused(String office, Refusal refusal) {
    String outcome = refusal.kind() == Refusal.Kind.CONFLICT ? "REFUSED" : "FAILED";
    return new ResultLine(office, outcome, refusal.code());
  }

  /** Plans the look at its deadline, in place of an earlier one. */
  Uni<Void> lookAgain(OfficeClosing closing) {
    return jobs.plan(
        new JobRequest(
            ClosingDeadline.KIND,
            closing.companyId(),
            closing.processId().toString(),
            closing.deadline(),
            Timeline.REAL));
  }
}
