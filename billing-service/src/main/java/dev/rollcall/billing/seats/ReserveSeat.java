package dev.rollcall.billing.seats;

import dev.rollcall.billing.Seat;
import dev.rollcall.billing.SeatChange;
import dev.rollcall.billing.SeatDecision;
import dev.rollcall.billing.SeatDecision.Wanted;
import dev.rollcall.billing.SeatRules;
import dev.rollcall.billing.SeatWish;
import dev.rollcall.billing.SeatWish.Source;
import dev.rollcall.billing.provisioning.KnownCompanies;
import dev.rollcall.billing.provisioning.WaitingProcesses;
import dev.rollcall.billing.seats.FreeSeatSearch.Patience;
import dev.rollcall.billing.storage.Seats;
import dev.rollcall.billing.storage.Subscriptions;
import dev.rollcall.billing.storage.Subscriptions.WithOffice;
import dev.rollcall.platform.messaging.Job;
import dev.rollcall.platform.messaging.JobHandler;
import dev.rollcall.platform.messaging.JobRequest;
import dev.rollcall.platform.messaging.Jobs;
import dev.rollcall.platform.storage.CompanyTransaction;
import dev.rollcall.platform.time.ProductClock;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Reserves a seat for a process (INV-6). A request that names a company or office that billing
 * hasn't heard of is never refused for that: it waits, and a job asks identity until it is known
 * (EVENTS.md, Invite). Nor is one whose last free licenses other transactions have: those may roll
 * back, and the job looks once more; nor one for an office that closes, which may open again.
 */
@ApplicationScoped
public class ReserveSeat implements JobHandler {

  private final CompanyTransaction transaction;
  private final HeldSeats held;
  private final Seats seats;
  private final FreeSeatSearch search;
  private final Subscriptions subscriptions;
  private final KnownCompanies known;
  private final PurchaseSeat purchase;
  private final SeatWriter writer;
  private final Jobs jobs;
  private final ProductClock clock;

  ReserveSeat(
      CompanyTransaction transaction,
      HeldSeats held,
      Seats seats,
      FreeSeatSearch search,
      Subscriptions subscriptions,
      KnownCompanies known,
      PurchaseSeat purchase,
      SeatWriter writer,
      Jobs jobs,
      ProductClock clock) {
    this.transaction = transaction;
    this.held = held;
    this.seats = seats;
    this.search = search;
    this.subscriptions = subscriptions;
    this.known = known;
    this.purchase = purchase;
    this.writer = writer;
    this.jobs = jobs;
    this.clock = clock;
  }

  /** What is known of where the seat is wanted. */
  private enum Standing {
    GOOD,
    SUSPENDED,
    CLOSING,
    UNKNOWN
  }

  /** An invitation asks; inside the consumer's transaction. */
  Uni<Void> request(UUID company, UUID process, int attempt, SeatWish wish) {
    Instant now = clock.instant();
    return held.lock(company, process, now)
        .map(found -> SeatRules.firstRequest(found.seat(), found.license(), attempt, wish, now))
        .chain(decision -> carryOut(decision, this::answerOrWait));
  }

  /** An invitation that still waits asks once more; inside the consumer's transaction. */
  Uni<Void> requestAgain(UUID company, UUID process, int attempt, SeatWish wish) {
    Instant now = clock.instant();
    return held.lock(company, process, now)
        .map(found -> SeatRules.request(found.seat(), found.license(), attempt, wish, now))
        .chain(decision -> carryOut(decision, this::answerOrWait));
  }

  @Override
  public String kind() {
    return WaitingProcesses.ANSWER_SEAT;
  }

  /** As often as it takes: a request is never given up because identity is away. */
  @Override
  public int maxAttempts() {
    return Integer.MAX_VALUE;
  }

  @Override
  public Duration backoff(int attempt) {
    return Duration.ofMillis(Math.min(15_000, 250L << Math.min(attempt, 6)));
  }

  /** Answers a request that waits: learns its company first, and then refuses or grants. */
  @Override
  public Uni<Void> run(Job job) {
    UUID company = job.companyId();
    UUID process = UUID.fromString(job.subject());
    return transaction
        .within(company, () -> seats.lock(company, process, clock.instant()))
        .chain(this::answer);
  }

  private Uni<Void> answer(Seat waiting) {
    return waiting
        .wish()
        .map(wish -> known.ensureOffice(waiting.companyId(), wish.officeId()))
        .map(ensured -> ensured.chain(() -> resumed(waiting)))
        .orElseGet(ReserveSeat::nothing);
  }

  private Uni<Void> resumed(Seat waiting) {
    return transaction.within(
        waiting.companyId(), () -> resume(waiting.companyId(), waiting.processId()));
  }

  private Uni<Void> resume(UUID company, UUID process) {
    return seats
        .lock(company, process, clock.instant())
        .map(SeatRules::resume)
        .chain(decision -> carryOut(decision, this::answerNow));
  }

  private Uni<Void> carryOut(SeatDecision decision, Function<Wanted, Uni<SeatChange>> answer) {
    return switch (decision) {
      case SeatDecision.Unchanged unchanged -> nothing();
      case SeatDecision.Decided(SeatChange change) -> writer.write(change);
      case Wanted wanted ->
          giveBack(wanted.first()).chain(() -> answer.apply(wanted)).chain(writer::write);
    };
  }

  /** What the process held; where it held nothing, there is nothing to write before the answer. */
  private Uni<Void> giveBack(SeatChange first) {
    return first.movements().isEmpty() ? nothing() : writer.write(first);
  }

  private Uni<SeatChange> answerOrWait(Wanted wanted) {
    return standing(wanted)
        .chain(
            standing ->
                switch (standing) {
                  case GOOD -> giveOrWait(wanted);
                  case SUSPENDED -> refused(wanted, SeatRules.COMPANY_SUSPENDED);
                  case CLOSING -> waitingForOffice(wanted);
                  case UNKNOWN -> waiting(wanted);
                });
  }

  private Uni<SeatChange> answerNow(Wanted wanted) {
    return standing(wanted)
        .chain(
            standing ->
                switch (standing) {
                  case GOOD -> giveNow(wanted);
                  case SUSPENDED -> refused(wanted, SeatRules.COMPANY_SUSPENDED);
                  case CLOSING -> waitingForOffice(wanted);
                  case UNKNOWN -> refused(wanted, SeatRules.UNKNOWN_OFFICE);
                });
  }

  /**
   * The consumer's transaction takes many events and may have the end of the ledger, so it never
   * waits for a license: where others have the last ones, the job looks again in its own.
   */
  private Uni<SeatChange> giveOrWait(Wanted wanted) {
    return give(wanted, Patience.AT_ONCE)
        .chain(found -> found.map(ReserveSeat::decided).orElseGet(() -> waiting(wanted)));
  }

  private Uni<SeatChange> giveNow(Wanted wanted) {
    return give(wanted, Patience.WAITING)
        .map(
            found ->
                found.orElseThrow(
                    () -> new IllegalStateException("licenses change hands; asked again later")));
  }

  /** Empty where other transactions have the last free licenses, and may give them back. */
  private Uni<Optional<SeatChange>> give(Wanted wanted, Patience patience) {
    return switch (wanted.wish().source()) {
      case Source.Existing existing -> takeFree(wanted, patience);
      case Source.Purchase(Optional<UUID> quote) -> purchase.answer(wanted, quote, patience);
    };
  }

  private Uni<Optional<SeatChange>> takeFree(Wanted wanted, Patience patience) {
    return search
        .find(wanted.companyId(), wanted.wish(), patience)
        .map(found -> found.decide(wanted, clock.instant()));
  }

  private static Uni<SeatChange> decided(SeatChange change) {
    return Uni.createFrom().item(change);
  }

  private static Uni<SeatChange> refused(Wanted wanted, String code) {
    return Uni.createFrom().item(SeatRules.refuse(wanted, code));
  }

  private Uni<SeatChange> waiting(Wanted wanted) {
    String process = wanted.first().seat().processId().toString();
    return jobs.plan(JobRequest.now(kind(), wanted.companyId(), process))
        .map(planned -> SeatRules.await(wanted));
  }

  /**
   * The office may be open again in a moment, so nothing is said for good (CO-3). The company's
   * next state takes the office's row, which this transaction holds, and resumes it: no job.
   */
  private static Uni<SeatChange> waitingForOffice(Wanted wanted) {
    return Uni.createFrom().item(SeatRules.await(wanted));
  }

  private Uni<Standing> standing(Wanted wanted) {
    return subscriptions
        .statusWithOffice(wanted.companyId(), wanted.wish().officeId())
        .map(ReserveSeat::standing);
  }

  private static Standing standing(Optional<WithOffice> found) {
    if (found.isEmpty()) {
      return Standing.UNKNOWN;
    }
    if (!found.get().status().takesNew()) {
      return Standing.SUSPENDED;
    }
    return found.get().officeOpen() ? Standing.GOOD : Standing.CLOSING;
  }

  private static Uni<Void> nothing() {
    return Uni.createFrom().voidItem();
  }
}
