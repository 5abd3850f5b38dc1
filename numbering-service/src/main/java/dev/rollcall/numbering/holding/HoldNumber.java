package dev.rollcall.numbering.holding;

import dev.rollcall.numbering.Hold;
import dev.rollcall.numbering.NumberRules;
import dev.rollcall.numbering.NumberingConfig;
import dev.rollcall.numbering.Refusals;
import dev.rollcall.numbering.carrier.Carrier;
import dev.rollcall.numbering.carrier.Lookup;
import dev.rollcall.numbering.carrier.Offer;
import dev.rollcall.numbering.storage.Claims;
import dev.rollcall.numbering.storage.Holds;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.storage.CompanyTransaction;
import dev.rollcall.platform.time.Ids;
import dev.rollcall.platform.time.ProductClock;
import dev.rollcall.platform.web.access.Caller;
import dev.rollcall.platform.web.etag.Versions;
import dev.rollcall.platform.web.idempotency.Idempotency;
import dev.rollcall.platform.web.idempotency.Idempotency.Created;
import dev.rollcall.platform.web.idempotency.Idempotency.RequestKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps a number for a company for a while, extends that, lets it go (NUM-2). */
@ApplicationScoped
public class HoldNumber {

  private final CompanyTransaction transaction;
  private final Idempotency idempotency;
  private final Carrier carrier;
  private final Claims claims;
  private final Holds holds;
  private final ProductClock clock;
  private final Ids ids;
  private final NumberingConfig config;

  HoldNumber(
      CompanyTransaction transaction,
      Idempotency idempotency,
      Carrier carrier,
      Claims claims,
      Holds holds,
      ProductClock clock,
      Ids ids,
      NumberingConfig config) {
    this.transaction = transaction;
    this.idempotency = idempotency;
    this.carrier = carrier;
    this.claims = claims;
    this.holds = holds;
    this.clock = clock;
    this.ids = ids;
    this.config = config;
  }

  /** Of any number of companies that hold one number at once, one gets it. */
  public Uni<Outcome<Created>> hold(Caller caller, String e164, @Nullable RequestKey key) {
    return carrier
        .find(e164)
        .chain(
            known ->
                transaction.within(
                    caller.company(),
                    () -> idempotency.once(key, () -> take(caller.company(), known))));
  }

  /** The hold, while it keeps its number. */
  public Uni<Outcome<Hold>> get(Caller caller, UUID id) {
    return transaction.within(
        caller.company(), () -> holds.get(caller.company(), id).map(this::live));
  }

  /**
   * Moves the hold's end, at most two hours from its start.
   *
   * @param ifMatch the hold's ETag or null
   */
  public Uni<Outcome<Hold>> extend(
      Caller caller, UUID id, Instant until, @Nullable String ifMatch) {
    return transaction.within(
        caller.company(),
        () ->
            holds
                .lock(caller.company(), id)
                .map(found -> unchanged(found, ifMatch))
                .map(outcome -> outcome.then(hold -> extended(hold, until)))
                .call(this::storeExtended));
  }

  /**
   * Lets the number go at once; a hold that is over already answers the same.
   *
   * @param ifMatch the hold's ETag or null
   */
  public Uni<Outcome<UUID>> release(Caller caller, UUID id, @Nullable String ifMatch) {
    return transaction.within(
        caller.company(),
        () ->
            holds
                .lock(caller.company(), id)
                .map(found -> unchanged(found, ifMatch))
                .call(this::storeReleased)
                .map(outcome -> outcome.map(Hold::id)));
  }

  private Uni<Outcome<UUID>> take(UUID company, Lookup known) {
    return switch (known) {
      case Lookup.OnOffer(Offer offer) -> take(newHold(company, offer, clock.instant()));
      case Lookup.Sold() -> answer(refused(Refusals.numberTaken()));
      case Lookup.Unknown() ->
          answer(refused(Refusal.invalid("/e164", "no such number is on offer")));
    };
  }

  /** Parallel holds of one company count one after the other, so that none passes the limit. */
  private Uni<Outcome<UUID>> take(Hold hold) {
    return holds
        .lockCompany(hold.companyId())
        .chain(() -> holds.countLive(hold.companyId(), hold.createdAt()))
        .chain(
            live ->
                live >= config.mostHolds()
                    ? answer(refused(Refusals.tooManyHolds(config.mostHolds())))
                    : claim(hold));
  }

  private Hold newHold(UUID company, Offer offer, Instant now) {
    return new Hold(
        ids.next(),
        company,
        offer.e164(),
        offer.type(),
        offer.country(),
        now,
        now.plus(config.hold()),
        false,
        1);
  }

  private Uni<Outcome<UUID>> claim(Hold hold) {
    return claims
        .take(hold.e164(), hold.id(), hold.expiresAt(), hold.createdAt())
        .chain(
            taken ->
                taken
                    ? holds.add(hold).replaceWith(Outcome.done(hold.id()))
                    : answer(refused(Refusals.numberTaken())));
  }

  private Outcome<Hold> live(Optional<Hold> found) {
    return there(found)
        .then(
            hold -> hold.live(clock.instant()) ? Outcome.done(hold) : refused(Refusals.holdOver()));
  }

  private Outcome<Hold> extended(Hold hold, Instant until) {
    return NumberRules.extend(hold, until, config.longestHold(), clock.instant());
  }

  private static Outcome<Hold> unchanged(Optional<Hold> found, @Nullable String ifMatch) {
    return there(found).then(hold -> Versions.check(ifMatch, hold.version()).map(version -> hold));
  }

  private static Outcome<Hold> there(Optional<Hold> found) {
    return found.map(Outcome::done).orElseGet(() -> refused(Refusal.notFound()));
  }

  private Uni<Void> storeExtended(Outcome<Hold> outcome) {
    return outcome.fold(
        hold ->
            holds
                .extend(hold, clock.instant())
                .chain(() -> claims.extend(hold.e164(), hold.id(), hold.expiresAt()))
                .replaceWithVoid(),
        refusal -> Uni.createFrom().voidItem());
  }

  private Uni<Void> storeReleased(Outcome<Hold> outcome) {
    return outcome.fold(
        hold ->
            holds
                .use(hold, clock.instant())
                .chain(() -> claims.free(hold.e164(), hold.id()))
                .replaceWithVoid(),
        refusal -> Uni.createFrom().voidItem());
  }

  private static <T> Outcome<T> refused(Refusal refusal) {
    return Outcome.refused(refusal);
  }

  private static <T> Uni<T> answer(T value) {
    return Uni.createFrom().item(value);
  }
}
