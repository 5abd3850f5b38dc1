package dev.rollcall.numbering.buying;

import dev.rollcall.numbering.NumberRules;
import dev.rollcall.numbering.PhoneNumber;
import dev.rollcall.numbering.Purchase;
import dev.rollcall.numbering.carrier.Carrier;
import dev.rollcall.numbering.carrier.Carrier.OrderResult;
import dev.rollcall.numbering.events.NumberEvents;
import dev.rollcall.numbering.storage.Claims;
import dev.rollcall.numbering.storage.Numbers;
import dev.rollcall.numbering.storage.Purchases;
import dev.rollcall.platform.messaging.Job;
import dev.rollcall.platform.messaging.JobHandler;
import dev.rollcall.platform.messaging.JobRequest;
import dev.rollcall.platform.messaging.Jobs;
import dev.rollcall.platform.messaging.Outbox;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.storage.CompanyTransaction;
import dev.rollcall.platform.web.waiting.Waiting;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * Carries a purchase on: billing's answer, then the order at the carrier as a job, then the number
 * is the company's (the pivot), or everything is given back (NUM-9).
 */
@ApplicationScoped
public class CompletePurchase implements JobHandler {

  private static final String KIND = "order-number";

  private final CompanyTransaction transaction;
  private final Purchases purchases;
  private final Numbers numbers;
  private final Claims claims;
  private final Carrier carrier;
  private final Jobs jobs;
  private final Outbox outbox;
  private final PurchaseAlarm alarm;
  private final Waiting waiting;

  CompletePurchase(
      CompanyTransaction transaction,
      Purchases purchases,
      Numbers numbers,
      Claims claims,
      Carrier carrier,
      Jobs jobs,
      Outbox outbox,
      PurchaseAlarm alarm,
      Waiting waiting) {
    this.transaction = transaction;
    this.purchases = purchases;
    this.numbers = numbers;
    this.claims = claims;
    this.carrier = carrier;
    this.jobs = jobs;
    this.outbox = outbox;
    this.alarm = alarm;
    this.waiting = waiting;
  }

  /** Billing agreed; inside the consumer's transaction. */
  public Uni<Void> charged(UUID company, UUID purchaseId, int attempt, UUID chargeId) {
    return purchases
        .lock(company, purchaseId)
        .map(found -> found.flatMap(it -> PurchaseRules.charged(it, attempt, chargeId)))
        .chain(this::order);
  }

  /** Billing refused; inside the consumer's transaction. */
  public Uni<Void> refused(UUID company, UUID purchaseId, int attempt, String code) {
    return purchases
        .lock(company, purchaseId)
        .map(found -> found.flatMap(it -> PurchaseRules.refused(it, attempt, code)))
        .chain(this::giveBack);
  }

  @Override
  public String kind() {
    return KIND;
  }

  /** As often as it takes: a purchase that is charged must not stay so. */
  @Override
  public int maxAttempts() {
    return Integer.MAX_VALUE;
  }

  @Override
  public Duration backoff(int attempt) {
    return Duration.ofMillis(Math.min(15_000, 250L << Math.min(attempt, 6)));
  }

  /** Orders at the carrier, under the purchase's id, so that a second run has no second effect. */
  @Override
  public Uni<Void> run(Job job) {
    UUID purchaseId = UUID.fromString(job.subject());
    return transaction
        .within(job.companyId(), () -> purchases.get(job.companyId(), purchaseId))
        .chain(found -> ordered(found.flatMap(PurchaseRules::sold)));
  }

  private Uni<Void> order(Optional<Purchase> charged) {
    return charged
        .map(
            purchase ->
                purchases
                    .store(purchase)
                    .chain(
                        () ->
                            jobs.plan(
                                JobRequest.now(
                                    KIND, purchase.companyId(), purchase.id().toString()))))
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  private Uni<Void> ordered(Optional<Purchase> wanted) {
    return wanted
        .map(
            purchase ->
                carrier
                    .order(purchase.e164(), purchase.id())
                    .chain(result -> settle(purchase.companyId(), purchase.id(), result)))
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  private Uni<Void> settle(UUID company, UUID purchaseId, OrderResult result) {
    return transaction.within(
        company,
        () ->
            purchases
                .lock(company, purchaseId)
                .chain(
                    found ->
                        switch (result) {
                          case SOLD -> own(found.flatMap(PurchaseRules::sold));
                          case GONE -> giveBack(found.flatMap(PurchaseRules::gone));
                        }));
  }

  private Uni<Void> own(Optional<Purchase> bought) {
    return bought
        .map(
            purchase ->
                purchases
                    .store(purchase)
                    .chain(() -> changed(purchase, NumberRules::bought))
                    .chain(numbers::store)
                    .chain(number -> outbox.append(NumberEvents.bought(number, purchase)))
                    .chain(() -> alarm.cancel(purchase))
                    .chain(() -> waiting.settled(purchase.id())))
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  private Uni<Void> giveBack(Optional<Purchase> failed) {
    return failed
        .map(
            purchase ->
                purchases
                    .store(purchase)
                    .chain(() -> changed(purchase, NumberRules::purchaseFailed))
                    .chain(numbers::giveUp)
                    .chain(number -> outbox.append(NumberEvents.purchaseFailed(number, purchase)))
                    .chain(() -> claims.free(purchase.e164(), purchase.id()))
                    .chain(() -> alarm.cancel(purchase))
                    .chain(() -> waiting.settled(purchase.id())))
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  /** The number that is being bought, changed by that rule; it is there as long as its purchase. */
  private Uni<PhoneNumber> changed(
      Purchase purchase, java.util.function.Function<PhoneNumber, Outcome<PhoneNumber>> rule) {
    return numbers
        .lock(purchase.companyId(), purchase.e164())
        .map(
            found ->
                rule.apply(found.orElseThrow())
                    .fold(
                        number -> number,
                        refusal -> {
                          throw new IllegalStateException(refusal.detail());
                        }));
  }
}
