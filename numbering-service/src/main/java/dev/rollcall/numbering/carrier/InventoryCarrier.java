package dev.rollcall.numbering.carrier;

import dev.rollcall.numbering.storage.InventoryBooks;
import io.quarkus.arc.lookup.LookupIfProperty;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
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

  InventoryCarrier(InventoryBooks books) {
    this.books = books;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Uni<List<Offer>> search(NumberQuery query, int page) {
    return inStock(plan.search(query, page));
  }

  @Override
  public Uni<Optional<Offer>> find(String e164) {
    return inStock(plan.find(e164).stream().toList()).map(offers -> offers.stream().findFirst());
  }

  @Override
  public Uni<OrderResult> order(String e164, UUID orderId) {
    return books
        .sellTo(e164, orderId)
        .map(buyer -> buyer.equals(orderId) ? OrderResult.SOLD : OrderResult.GONE);
  }

  private Uni<List<Offer>> inStock(List<Offer> offers) {
    return books
        .sold(offers.stream().map(Offer::e164).toList())
        .map(sold -> offers.stream().filter(offer -> !sold.contains(offer.e164())).toList());
  }
}
