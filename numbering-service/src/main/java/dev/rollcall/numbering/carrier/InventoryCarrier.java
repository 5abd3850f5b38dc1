package dev.rollcall.numbering.carrier;

import dev.rollcall.numbering.storage.InventoryBooks;
import io.quarkus.arc.lookup.LookupIfProperty;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The built-in carrier (NUM-9): stock from the numbering plans, orders in its own books. */
@ApplicationScoped
@LookupIfProperty(
    name = "rollcall.numbering.carrier",
    stringValue = InventoryCarrier.NAME,
    lookupIfMissing = true)
public class InventoryCarrier implements Carrier {

  static final String NAME = "inventory";

  private final NumberingPlan plan = new NumberingPlan();
  private final InventoryBooks books;
  private final Vertx vertx;

  InventoryCarrier(InventoryBooks books, Vertx vertx) {
    this.books = books;
    this.vertx = vertx;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Uni<Stock> search(NumberQuery query, long from, int steps) {
    return searched(query, from, steps).chain(this::unsold);
  }

  @Override
  public Uni<Lookup> find(String e164) {
    return plan.find(e164)
        .map(offer -> books.sold(List.of(e164)).map(sold -> lookup(offer, sold)))
        .orElseGet(() -> Uni.createFrom().item(new Lookup.Unknown()));
  }

  @Override
  public Uni<OrderResult> order(String e164, UUID orderId) {
    return books
        .sellTo(e164, orderId)
        .map(buyer -> buyer.equals(orderId) ? OrderResult.SOLD : OrderResult.GONE);
  }

  /** On a worker thread: a step computes for milliseconds, which an event loop has not. */
  private Uni<Stock> searched(NumberQuery query, long from, int steps) {
    return Uni.createFrom()
        .completionStage(
            () ->
                vertx
                    .executeBlocking(() -> plan.search(query, from, steps), false)
                    .toCompletionStage());
  }

  private Uni<Stock> unsold(Stock found) {
    return found.offers().isEmpty()
        ? Uni.createFrom().item(found)
        : books.sold(found.e164s()).map(found::without);
  }

  private static Lookup lookup(Offer offer, Set<String> sold) {
    return sold.contains(offer.e164()) ? new Lookup.Sold() : new Lookup.OnOffer(offer);
  }
}
