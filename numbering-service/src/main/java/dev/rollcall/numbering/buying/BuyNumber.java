package dev.rollcall.numbering.buying;

import dev.rollcall.numbering.Hold;
import dev.rollcall.numbering.NumberRules;
import dev.rollcall.numbering.NumberingConfig;
import dev.rollcall.numbering.Office;
import dev.rollcall.numbering.PhoneNumber;
import dev.rollcall.numbering.Purchase;
import dev.rollcall.numbering.Refusals;
import dev.rollcall.numbering.company.KnownCompanies;
import dev.rollcall.numbering.events.NumberEvents;
import dev.rollcall.numbering.storage.Claims;
import dev.rollcall.numbering.storage.Companies;
import dev.rollcall.numbering.storage.Holds;
import dev.rollcall.numbering.storage.Numbers;
import dev.rollcall.numbering.storage.Purchases;
import dev.rollcall.platform.messaging.Outbox;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.storage.CompanyTransaction;
import dev.rollcall.platform.time.Ids;
import dev.rollcall.platform.time.ProductClock;
import dev.rollcall.platform.web.access.Caller;
import dev.rollcall.platform.web.idempotency.Idempotency;
import dev.rollcall.platform.web.idempotency.Idempotency.Created;
import dev.rollcall.platform.web.idempotency.Idempotency.RequestKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Begins the purchase of a held number: the hold becomes a process, and billing is asked
 * (EVENTS.md, Buy a number). {@link CompletePurchase} carries it on.
 */
@ApplicationScoped
public class BuyNumber {

  private final CompanyTransaction transaction;
  private final Idempotency idempotency;
  private final KnownCompanies known;
  private final Companies companies;
  private final Holds holds;
  private final Claims claims;
  private final Numbers numbers;
  private final Purchases purchases;
  private final PurchaseAlarm alarm;
  private final Outbox outbox;
  private final ProductClock clock;
  private final Ids ids;
  private final NumberingConfig config;

  BuyNumber(
      CompanyTransaction transaction,
      Idempotency idempotency,
      KnownCompanies known,
      Companies companies,
      Holds holds,
      Claims claims,
      Numbers numbers,
      Purchases purchases,
      PurchaseAlarm alarm,
      Outbox outbox,
      ProductClock clock,
      Ids ids,
      NumberingConfig config) {
    this.transaction = transaction;
    this.idempotency = idempotency;
    this.known = known;
    this.companies = companies;
    this.holds = holds;
    this.claims = claims;
    this.numbers = numbers;
    this.purchases = purchases;
    this.alarm = alarm;
    this.outbox = outbox;
    this.clock = clock;
    this.ids = ids;
    this.config = config;
  }

  /** Answers the id of the process; 410 for a hold that is over. */
  public Uni<Outcome<Created>> buy(
      Caller caller, UUID holdId, UUID officeId, @Nullable RequestKey key) {
    return known
        .ensureOffice(caller.company(), officeId)
        .chain(
            () ->
                transaction.within(
                    caller.company(),
                    () -> idempotency.once(key, () -> request(caller, holdId, officeId))));
  }

  /** The process as it is now. */
  public Uni<Purchase> get(UUID company, UUID id) {
    return transaction.within(company, () -> purchases.get(company, id)).map(Optional::orElseThrow);
  }

  private Uni<Outcome<UUID>> request(Caller caller, UUID holdId, UUID officeId) {
    UUID purchaseId = ids.next();
    return companies
        .keepOffice(caller.company(), officeId)
        .map(office -> allowed(caller, office))
        .chain(office -> requested(caller, holdId, office, purchaseId))
        .chain(outcome -> store(caller, holdId, outcome));
  }

  private static Outcome<Office> allowed(Caller caller, Optional<Office> office) {
    return office
        .map(
            found ->
                caller.mayIn(found.id(), "numbers.manage")
                    ? Outcome.done(found)
                    : Outcome.<Office>refused(Refusals.notInScope()))
        .orElseGet(() -> Outcome.refused(Refusals.unknownOffice()));
  }

  private Uni<Outcome<PhoneNumber>> requested(
      Caller caller, UUID holdId, Outcome<Office> office, UUID purchaseId) {
    return holds
        .lock(caller.company(), holdId)
        .map(hold -> office.then(it -> requested(hold, it, purchaseId)));
  }

  private Outcome<PhoneNumber> requested(Optional<Hold> hold, Office office, UUID purchaseId) {
    return hold.map(it -> NumberRules.requestPurchase(it, office, purchaseId, clock.instant()))
        .orElseGet(() -> Outcome.refused(Refusal.invalid("/holdId", "no such hold")));
  }

  private Uni<Outcome<UUID>> store(Caller caller, UUID holdId, Outcome<PhoneNumber> outcome) {
    return outcome.fold(
        number -> begin(caller, holdId, number),
        refusal -> Uni.createFrom().item(Outcome.refused(refusal)));
  }

  private Uni<Outcome<UUID>> begin(Caller caller, UUID holdId, PhoneNumber number) {
    Purchase purchase = newPurchase(caller, holdId, number);
    return claims
        .keep(number.e164(), holdId, purchase.id())
        .chain(
            kept ->
                kept
                    ? write(number, purchase)
                    : Uni.createFrom().item(Outcome.refused(Refusals.holdOver())));
  }

  private Uni<Outcome<UUID>> write(PhoneNumber number, Purchase purchase) {
    return holds
        .get(purchase.companyId(), purchase.holdId())
        .chain(hold -> holds.use(hold.orElseThrow(), clock.instant()))
        .chain(() -> purchases.add(purchase))
        .chain(() -> alarm.set(purchase))
        .chain(() -> numbers.add(number))
        .chain(added -> outbox.append(NumberEvents.purchaseRequested(added, purchase)))
        .replaceWith(Outcome.done(purchase.id()));
  }

  private Purchase newPurchase(Caller caller, UUID holdId, PhoneNumber number) {
    return new Purchase(
        caller.company(),
        java.util.Objects.requireNonNull(number.purchaseId()),
        number.e164(),
        holdId,
        number.officeId(),
        caller.userId(),
        Purchase.State.REQUESTED,
        1,
        null,
        null,
        Instant.now().plus(config.purchaseDeadline()),
        clock.instant());
  }
}
