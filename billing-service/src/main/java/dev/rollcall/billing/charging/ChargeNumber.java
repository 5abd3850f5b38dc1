package dev.rollcall.billing.charging;

import dev.rollcall.billing.ChargeDecision;
import dev.rollcall.billing.ChargeDecision.Decided;
import dev.rollcall.billing.ChargeDecision.Wanted;
import dev.rollcall.billing.ChargeRules;
import dev.rollcall.billing.LicenseType;
import dev.rollcall.billing.Money;
import dev.rollcall.billing.NumberCharge.Purchase;
import dev.rollcall.billing.Subscription;
import dev.rollcall.billing.events.ChargeEvents;
import dev.rollcall.billing.provisioning.KnownCompanies;
import dev.rollcall.billing.provisioning.WaitingProcesses;
import dev.rollcall.billing.storage.Licenses;
import dev.rollcall.billing.storage.NumberCharges;
import dev.rollcall.billing.storage.Prices;
import dev.rollcall.billing.storage.Subscriptions;
import dev.rollcall.platform.messaging.Job;
import dev.rollcall.platform.messaging.JobHandler;
import dev.rollcall.platform.messaging.JobRequest;
import dev.rollcall.platform.messaging.Jobs;
import dev.rollcall.platform.messaging.Outbox;
import dev.rollcall.platform.storage.CompanyTransaction;
import dev.rollcall.platform.time.Ids;
import dev.rollcall.platform.time.ProductClock;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * Charges for numbers (NUM-1, BIL-11): granted before the carrier is asked, voided where the
 * purchase fails, ended when the company gives the number up. A purchase of a company that billing
 * hasn't heard of waits, and a job asks identity.
 */
@ApplicationScoped
public class ChargeNumber implements JobHandler {

  private final CompanyTransaction transaction;
  private final NumberCharges charges;
  private final Subscriptions subscriptions;
  private final Licenses licenses;
  private final Prices prices;
  private final KnownCompanies known;
  private final Jobs jobs;
  private final Outbox outbox;
  private final ProductClock clock;
  private final Ids ids;

  ChargeNumber(
      CompanyTransaction transaction,
      NumberCharges charges,
      Subscriptions subscriptions,
      Licenses licenses,
      Prices prices,
      KnownCompanies known,
      Jobs jobs,
      Outbox outbox,
      ProductClock clock,
      Ids ids) {
    this.transaction = transaction;
    this.charges = charges;
    this.subscriptions = subscriptions;
    this.licenses = licenses;
    this.prices = prices;
    this.known = known;
    this.jobs = jobs;
    this.outbox = outbox;
    this.clock = clock;
    this.ids = ids;
  }

  /** How many of what the company has, and what one more costs. */
  private record Terms(long numbersInUse, long talkLicenses, Optional<Money> monthly) {

    Terms withNumbersInUse(long numbers) {
      return new Terms(numbers, talkLicenses, monthly);
    }

    Terms withTalkLicenses(long licenses) {
      return new Terms(numbersInUse, licenses, monthly);
    }

    Terms withMonthly(Optional<Money> price) {
      return new Terms(numbersInUse, talkLicenses, price);
    }
  }

  /** A purchase asks for its price; inside the consumer's transaction. */
  Uni<Void> request(UUID company, UUID process, int attempt, Purchase purchase) {
    return charges
        .lock(company, process, purchase, clock.instant())
        .map(charge -> ChargeRules.firstRequest(charge, attempt))
        .chain(this::carryOut);
  }

  /** One that still waits asks once more; inside the consumer's transaction. */
  Uni<Void> requestAgain(UUID company, UUID process, int attempt, Purchase purchase) {
    return charges
        .lock(company, process, purchase, clock.instant())
        .map(charge -> ChargeRules.request(charge, attempt))
        .chain(this::carryOut);
  }

  /** A purchase has failed; inside the consumer's transaction. */
  Uni<Void> fail(UUID company, UUID process, int attempt, Purchase purchase) {
    return charges
        .lock(company, process, purchase, clock.instant())
        .map(charge -> ChargeRules.fail(charge, attempt))
        .chain(this::carryOut);
  }

  /** The number's newest state; inside the consumer's transaction. */
  Uni<Void> follow(NumberState number, long version) {
    return charges
        .isNewer(number.companyId(), number.e164(), version)
        .chain(newer -> newer && number.givenUp() ? end(number) : nothing());
  }

  @Override
  public String kind() {
    return WaitingProcesses.ANSWER_PURCHASE;
  }

  /** As often as it takes: a purchase is never given up because identity is away. */
  @Override
  public int maxAttempts() {
    return Integer.MAX_VALUE;
  }

  @Override
  public Duration backoff(int attempt) {
    return Duration.ofMillis(Math.min(15_000, 250L << Math.min(attempt, 6)));
  }

  /** Answers a purchase that waits: learns its company first. */
  @Override
  public Uni<Void> run(Job job) {
    UUID company = job.companyId();
    UUID process = UUID.fromString(job.subject());
    return known
        .orLearn(company, () -> subscription(company))
        .chain(() -> transaction.within(company, () -> resume(company, process)));
  }

  private Uni<Optional<Subscription>> subscription(UUID company) {
    return transaction.within(company, () -> subscriptions.find(company));
  }

  private Uni<Void> resume(UUID company, UUID process) {
    return charges
        .lock(company, process)
        .map(charge -> ChargeRules.resume(charge.orElseThrow()))
        .chain(this::carryOut);
  }

  private Uni<Void> carryOut(ChargeDecision decision) {
    return switch (decision) {
      case ChargeDecision.Unchanged unchanged -> nothing();
      case Decided decided -> write(decided);
      case Wanted wanted -> write(wanted.first()).chain(() -> answer(wanted)).chain(this::write);
    };
  }

  private Uni<Void> write(Decided decided) {
    return charges
        .store(decided.charge(), clock.instant())
        .chain(() -> outbox.appendAll(ChargeEvents.of(decided)));
  }

  /** Under the subscription's lock, so that two purchases don't both take the last free number. */
  private Uni<Decided> answer(Wanted wanted) {
    return subscriptions.lock(wanted.companyId()).chain(found -> answer(wanted, found));
  }

  private Uni<Decided> answer(Wanted wanted, Optional<Subscription> found) {
    return found.map(subscription -> answer(wanted, subscription)).orElseGet(() -> waiting(wanted));
  }

  private Uni<Decided> answer(Wanted wanted, Subscription subscription) {
    return subscription.status().takesNew()
        ? terms(wanted, subscription).map(terms -> grant(wanted, subscription, terms))
        : Uni.createFrom().item(ChargeRules.refuse(wanted, ChargeRules.COMPANY_SUSPENDED));
  }

  private Uni<Terms> terms(Wanted wanted, Subscription subscription) {
    UUID company = wanted.companyId();
    Purchase purchase = wanted.first().charge().purchase();
    var none = new Terms(0, 0, Optional.empty());
    return charges
        .usLocalInUse(company)
        .map(none::withNumbersInUse)
        .chain(terms -> withTalkLicenses(terms, subscription))
        .chain(
            terms ->
                prices.monthly(subscription.catalogueVersion(), purchase).map(terms::withMonthly));
  }

  private Uni<Terms> withTalkLicenses(Terms terms, Subscription subscription) {
    return licenses
        .paid(subscription.companyId(), LicenseType.TALK, subscription.day(clock.instant()))
        .map(terms::withTalkLicenses);
  }

  private Decided grant(Wanted wanted, Subscription subscription, Terms terms) {
    return terms
        .monthly()
        .map(
            price ->
                ChargeRules.grant(
                    wanted,
                    ids.next(),
                    terms.numbersInUse(),
                    terms.talkLicenses(),
                    price,
                    subscription.day(clock.instant())))
        .orElseGet(() -> ChargeRules.refuse(wanted, ChargeRules.NO_PRICE));
  }

  private Uni<Decided> waiting(Wanted wanted) {
    String process = wanted.first().charge().processId().toString();
    return jobs.plan(JobRequest.now(kind(), wanted.companyId(), process))
        .map(planned -> ChargeRules.await(wanted));
  }

  private Uni<Void> end(NumberState number) {
    return subscriptions.find(number.companyId()).chain(found -> end(number, found));
  }

  private Uni<Void> end(NumberState number, Optional<Subscription> found) {
    return found.map(subscription -> end(number, subscription)).orElseGet(ChargeNumber::nothing);
  }

  private Uni<Void> end(NumberState number, Subscription subscription) {
    return charges.end(
        number.companyId(), number.e164(), subscription.day(clock.instant()), clock.instant());
  }

  private static Uni<Void> nothing() {
    return Uni.createFrom().voidItem();
  }
}
