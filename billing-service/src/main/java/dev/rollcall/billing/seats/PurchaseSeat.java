package dev.rollcall.billing.seats;

import dev.rollcall.billing.License;
import dev.rollcall.billing.LicenseOrder;
import dev.rollcall.billing.Plan;
import dev.rollcall.billing.Refusals;
import dev.rollcall.billing.SeatChange;
import dev.rollcall.billing.SeatDecision.Wanted;
import dev.rollcall.billing.SeatRules;
import dev.rollcall.billing.SeatWish;
import dev.rollcall.billing.buying.SellLicenses;
import dev.rollcall.billing.buying.SellLicenses.Buyer;
import dev.rollcall.billing.buying.SellLicenses.Sale;
import dev.rollcall.billing.quoting.Ask;
import dev.rollcall.billing.seats.FreeSeatSearch.Found;
import dev.rollcall.billing.seats.FreeSeatSearch.Patience;
import dev.rollcall.billing.storage.Licenses;
import dev.rollcall.billing.storage.Purchases;
import dev.rollcall.billing.storage.Purchases.Bought;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.outcome.Refusal.Kind;
import dev.rollcall.platform.time.ProductClock;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/**
 * A seat that is bought for an invitation (INV-4, INV-5): license, charge and reservation in one
 * transaction.
 *
 * <p>An invitation buys once. Sent again after it ended, it takes the license that it bought, which
 * stayed the company's, free and charged; where somebody else has that by now, any free one of the
 * same office, type and plan; where there is none, it is refused. It never buys a second time: that
 * would be a charge that nobody has previewed, caused by whoever may send again, which takes less
 * than the right to spend.
 */
@ApplicationScoped
class PurchaseSeat {

  private final Purchases purchases;
  private final Licenses licenses;
  private final FreeSeatSearch search;
  private final SellLicenses sale;
  private final ProductClock clock;

  PurchaseSeat(
      Purchases purchases,
      Licenses licenses,
      FreeSeatSearch search,
      SellLicenses sale,
      ProductClock clock) {
    this.purchases = purchases;
    this.licenses = licenses;
    this.search = search;
    this.sale = sale;
    this.clock = clock;
  }

  /**
   * Buys, or takes again what was bought; inside the transaction that holds the seat's lock. Empty
   * where other transactions have the last free licenses that it could take again.
   */
  Uni<Optional<SeatChange>> answer(Wanted wanted, Optional<UUID> quoteId, Patience patience) {
    return purchases
        .ofProcess(wanted.companyId(), wanted.first().seat().processId())
        .chain(
            bought ->
                bought.isPresent()
                    ? again(wanted, bought.get(), patience)
                    : buy(wanted, quoteId).map(Optional::of));
  }

  private Uni<Optional<SeatChange>> again(Wanted wanted, Bought bought, Patience patience) {
    return licenses
        .takeBought(wanted.companyId(), bought.id())
        .chain(
            own -> own.map(PurchaseSeat::found).orElseGet(() -> anyLike(bought, patience, wanted)))
        .map(found -> found.decide(wanted, clock.instant()));
  }

  private Uni<Found> anyLike(Bought bought, Patience patience, Wanted wanted) {
    LicenseOrder order = bought.priced().order();
    return search.find(
        wanted.companyId(),
        SeatWish.existing(order.officeId(), order.type(), Optional.of(order.plan())),
        patience);
  }

  private Uni<SeatChange> buy(Wanted wanted, Optional<UUID> quoteId) {
    Buyer buyer = Buyer.process(wanted.first().seat().processId());
    return ask(wanted.wish(), quoteId)
        .map(ask -> sale.sell(wanted.companyId(), ask, buyer))
        .orElseGet(PurchaseSeat::nothingNamed)
        .map(sold -> takenOrRefused(wanted, sold));
  }

  /** The quote, or the plan that was named; empty where neither was. */
  private static Optional<Ask> ask(SeatWish wish, Optional<UUID> quoteId) {
    return quoteId
        .<Ask>map(quote -> new Ask.Quoted(quote, order -> fits(wish, order)))
        .or(() -> wish.plan().map(plan -> new Ask.Plain(order(wish, plan))));
  }

  private static LicenseOrder order(SeatWish wish, Plan plan) {
    return LicenseOrder.one(wish.type(), plan, wish.officeId());
  }

  private static boolean fits(SeatWish wish, LicenseOrder quoted) {
    return quoted.equals(order(wish, wish.plan().orElse(quoted.plan())));
  }

  private static Uni<Outcome<Sale>> nothingNamed() {
    return Uni.createFrom().item(Outcome.refused(Refusals.noPrice()));
  }

  private SeatChange takenOrRefused(Wanted wanted, Outcome<Sale> sold) {
    return sold.fold(
        it -> SeatRules.take(wanted, it.first(), clock.instant()),
        refusal -> SeatRules.refuse(wanted, code(refusal)));
  }

  /** The only field of a seat's order that can be wrong is its office, which is deleted. */
  private static String code(Refusal refusal) {
    return refusal.kind() == Kind.INVALID ? SeatRules.UNKNOWN_OFFICE : refusal.code();
  }

  private static Uni<Found> found(License license) {
    return Uni.createFrom().item(new Found.Free(license));
  }
}
