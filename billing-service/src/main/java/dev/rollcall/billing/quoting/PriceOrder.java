package dev.rollcall.billing.quoting;

import dev.rollcall.billing.License;
import dev.rollcall.billing.LicenseOrder;
import dev.rollcall.billing.LicenseSaleRules;
import dev.rollcall.billing.Quote;
import dev.rollcall.billing.QuoteRules;
import dev.rollcall.billing.Refusals;
import dev.rollcall.billing.SaleTerms;
import dev.rollcall.billing.Subscription;
import dev.rollcall.billing.storage.Companies;
import dev.rollcall.billing.storage.Companies.Office;
import dev.rollcall.billing.storage.Licenses;
import dev.rollcall.billing.storage.Prices;
import dev.rollcall.billing.storage.Quotes;
import dev.rollcall.billing.storage.Subscriptions;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.outcome.Refusal.Kind;
import dev.rollcall.platform.reactive.Outcomes;
import dev.rollcall.platform.time.ProductClock;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What an order costs now, inside the running transaction. The same for a quote and for what is
 * carried out by it, so that both say the same to the cent (BIL-6).
 */
@ApplicationScoped
public class PriceOrder {

  /** How an order's office and the licenses that a removal would take are read. */
  private interface Reads {
    Uni<Optional<Office>> office(UUID company, UUID office);

    Uni<List<License>> removable(UUID company, LicenseOrder order);
  }

  /** Whoever looks takes nothing from others. */
  private final class Looking implements Reads {

    @Override
    public Uni<Optional<Office>> office(UUID company, UUID office) {
      return companies.office(company, office);
    }

    @Override
    public Uni<List<License>> removable(UUID company, LicenseOrder order) {
      return licenses.removable(company, order);
    }
  }

  /** What is decided on stays as it is until the transaction ends. */
  private final class Locking implements Reads {

    @Override
    public Uni<Optional<Office>> office(UUID company, UUID office) {
      return companies.keepOffice(company, office);
    }

    @Override
    public Uni<List<License>> removable(UUID company, LicenseOrder order) {
      return licenses.lockRemovable(company, order);
    }
  }

  private final Subscriptions subscriptions;
  private final Companies companies;
  private final Prices prices;
  private final Licenses licenses;
  private final Quotes quotes;
  private final ProductClock clock;

  PriceOrder(
      Subscriptions subscriptions,
      Companies companies,
      Prices prices,
      Licenses licenses,
      Quotes quotes,
      ProductClock clock) {
    this.subscriptions = subscriptions;
    this.companies = companies;
    this.prices = prices;
    this.licenses = licenses;
    this.quotes = quotes;
    this.clock = clock;
  }

  /**
   * The price that is agreed on; the office and what a removal takes are locked. With a quote: the
   * quoted price, which locks the quote; one that isn't there, is used, has expired, is for
   * something else or says another price → QUOTE_STALE.
   */
  public Uni<Outcome<Priced>> agree(UUID company, Ask ask) {
    return switch (ask) {
      case Ask.Plain(LicenseOrder order) -> price(company, order, new Locking());
      case Ask.Quoted quoted -> quotes.lock(company, quoted.quoteId()).chain(q -> bound(quoted, q));
    };
  }

  /**
   * Today's price, or why there is none. Locks nothing: whoever looks takes nothing from others.
   */
  Uni<Outcome<Priced>> price(UUID company, LicenseOrder order) {
    return price(company, order, new Looking());
  }

  private Uni<Outcome<Priced>> bound(Ask.Quoted ask, Optional<Quote> found) {
    return found
        .filter(quote -> ask.fits().test(quote.priced().order()))
        .map(this::bound)
        .orElseGet(() -> Outcomes.refused(Refusals.quoteStale()));
  }

  private Uni<Outcome<Priced>> bound(Quote quote) {
    return price(quote.companyId(), quote.priced().order(), new Locking())
        .map(priced -> bound(quote, priced));
  }

  private static Outcome<Priced> bound(Quote quote, Outcome<Priced> now) {
    return now.fold(
        priced ->
            QuoteRules.stands(quote, priced.order(), priced.at())
                ? Outcome.done(priced.boundTo(quote.id()))
                : Outcome.refused(Refusals.quoteStale()),
        refusal -> Outcome.refused(stillTold(refusal) ? refusal : Refusals.quoteStale()));
  }

  /** Why nothing is sold at all goes before what became of a quote. */
  private static boolean stillTold(Refusal refusal) {
    return refusal.kind() == Kind.FORBIDDEN
        || refusal.code().equals(Refusals.companySuspended().code())
        || refusal.code().equals(Refusals.officeClosing().code());
  }

  private Uni<Outcome<Priced>> price(UUID company, LicenseOrder order, Reads reads) {
    return subscriptions
        .find(company)
        .chain(found -> terms(found, order, reads))
        .chain(terms -> Outcomes.chain(terms, it -> price(order, it, reads)));
  }

  private Uni<Outcome<SaleTerms>> terms(
      Optional<Subscription> found, LicenseOrder order, Reads reads) {
    return found.isPresent()
        ? reads
            .office(found.get().companyId(), order.officeId())
            .map(PriceOrder::open)
            .chain(office -> terms(found.get(), order, office))
        : Outcomes.refused(Refusal.notFound());
  }

  private static Outcome<Office> open(Optional<Office> found) {
    return found
        .map(office -> office.isOpen() ? Outcome.done(office) : closing())
        .orElseGet(() -> Outcome.refused(Refusals.unknownOffice()));
  }

  private static Outcome<Office> closing() {
    return Outcome.refused(Refusals.officeClosing());
  }

  private Uni<Outcome<SaleTerms>> terms(
      Subscription subscription, LicenseOrder order, Outcome<Office> open) {
    return Outcomes.chain(open, office -> terms(subscription, order, office).map(Outcome::done));
  }

  private Uni<SaleTerms> terms(Subscription subscription, LicenseOrder order, Office office) {
    var terms = SaleTerms.in(office.name(), subscription);
    return prices
        .monthly(subscription.catalogueVersion(), order.type(), order.plan(), office.priceLevel())
        .map(terms::withMonthly)
        .chain(priced -> withSignUp(priced, order));
  }

  private Uni<SaleTerms> withSignUp(SaleTerms terms, LicenseOrder order) {
    return licenses
        .signUpRemoved(terms.subscription().companyId(), order.type(), order.plan())
        .map(terms::withSignUpRemoved);
  }

  private Uni<Outcome<Priced>> price(LicenseOrder order, SaleTerms terms, Reads reads) {
    return switch (order.action()) {
      case BUY_LICENSES -> Uni.createFrom().item(() -> purchase(order, terms, clock.instant()));
      case REMOVE_LICENSES ->
          reads
              .removable(terms.subscription().companyId(), order)
              .map(free -> removal(order, free, terms, clock.instant()));
    };
  }

  private static Outcome<Priced> purchase(LicenseOrder order, SaleTerms terms, Instant now) {
    return LicenseSaleRules.buy(order, terms, now)
        .map(priced -> Priced.found(terms.subscription(), priced, now, List.of()));
  }

  private static Outcome<Priced> removal(
      LicenseOrder order, List<License> free, SaleTerms terms, Instant now) {
    return LicenseSaleRules.remove(order, free, terms, now)
        .map(priced -> Priced.found(terms.subscription(), priced, now, free));
  }
}
