package dev.rollcall.billing.buying;

import dev.rollcall.billing.License;
import dev.rollcall.billing.Movement;
import dev.rollcall.billing.Purchase;
import dev.rollcall.billing.events.LicenseEvents;
import dev.rollcall.billing.quoting.Ask;
import dev.rollcall.billing.quoting.PriceOrder;
import dev.rollcall.billing.quoting.Priced;
import dev.rollcall.billing.storage.LedgerBook;
import dev.rollcall.billing.storage.Purchases;
import dev.rollcall.billing.storage.Quotes;
import dev.rollcall.platform.messaging.Outbox;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.time.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Sells licenses inside the running transaction: the purchase, its charge in the ledger, the
 * licenses and their events come together or not at all (BIL-3, BIL-6). A refusal has written
 * nothing.
 */
@ApplicationScoped
public class SellLicenses {

  /**
   * Who buys: a user, or a process on behalf of the company.
   *
   * @param processId the invitation that the license is for
   */
  public record Buyer(Optional<UUID> userId, Optional<UUID> processId) {

    public static Buyer user(UUID id) {
      return new Buyer(Optional.of(id), Optional.empty());
    }

    public static Buyer process(UUID id) {
      return new Buyer(Optional.empty(), Optional.of(id));
    }
  }

  /** A purchase and the licenses that it made, free. */
  public record Sale(Purchase purchase, List<Movement> created) {

    public Sale {
      created = List.copyOf(created);
    }

    public License first() {
      return created.getFirst().after();
    }
  }

  private final PriceOrder prices;
  private final Purchases purchases;
  private final Quotes quotes;
  private final LedgerBook ledger;
  private final Outbox outbox;
  private final Ids ids;

  SellLicenses(
      PriceOrder prices,
      Purchases purchases,
      Quotes quotes,
      LedgerBook ledger,
      Outbox outbox,
      Ids ids) {
    this.prices = prices;
    this.purchases = purchases;
    this.quotes = quotes;
    this.ledger = ledger;
    this.outbox = outbox;
    this.ids = ids;
  }

  /** Sells what is asked for, at the price that is agreed on. */
  public Uni<Outcome<Sale>> sell(UUID company, Ask ask, Buyer buyer) {
    return prices
        .agree(company, ask)
        .map(agreed -> agreed.map(priced -> sale(company, priced, buyer)))
        .call(this::store);
  }

  private Sale sale(UUID company, Priced priced, Buyer buyer) {
    var purchase =
        new Purchase(
            ids.next(),
            company,
            priced.order(),
            priced.quoteId(),
            buyer.processId(),
            buyer.userId(),
            priced.at());
    List<UUID> licenses =
        Stream.generate(ids::next).limit(priced.order().order().quantity()).toList();
    return new Sale(purchase, purchase.licenses(licenses));
  }

  private Uni<Void> store(Outcome<Sale> sale) {
    return sale.fold(this::store, refusal -> nothing());
  }

  private Uni<Void> store(Sale sale) {
    Purchase purchase = sale.purchase();
    UUID company = purchase.companyId();
    return purchases
        .add(purchase)
        .chain(() -> useQuote(purchase))
        .chain(() -> ledger.move(company, sale.created(), purchase.boughtAt()))
        .chain(() -> ledger.charge(company, purchase.charge(), purchase.boughtAt()))
        .chain(() -> outbox.appendAll(LicenseEvents.of(sale.created())));
  }

  private Uni<Void> useQuote(Purchase purchase) {
    return purchase
        .quoteId()
        .map(quote -> quotes.use(purchase.companyId(), quote, purchase.id()))
        .orElseGet(SellLicenses::nothing);
  }

  private static Uni<Void> nothing() {
    return Uni.createFrom().voidItem();
  }
}
