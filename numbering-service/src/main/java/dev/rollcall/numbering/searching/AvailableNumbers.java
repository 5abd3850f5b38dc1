package dev.rollcall.numbering.searching;

import dev.rollcall.numbering.carrier.Carrier;
import dev.rollcall.numbering.carrier.NumberQuery;
import dev.rollcall.numbering.carrier.Offer;
import dev.rollcall.numbering.storage.NumberReads;
import dev.rollcall.platform.time.ProductClock;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Finds numbers that can be had now: in the carrier's stock and kept by nobody (NUM-2). */
@ApplicationScoped
public class AvailableNumbers {

  /** How many pages of the stock one search looks through. */
  private static final int PAGES = 8;

  private final Carrier carrier;
  private final NumberReads numbers;
  private final ProductClock clock;

  AvailableNumbers(Carrier carrier, NumberReads numbers, ProductClock clock) {
    this.carrier = carrier;
    this.numbers = numbers;
    this.clock = clock;
  }

  /** At most {@code limit} numbers that match and can be held. */
  public Uni<List<Offer>> search(NumberQuery query, int limit) {
    return Multi.createFrom()
        .range(0, PAGES)
        .onItem()
        .transformToUniAndConcatenate(page -> carrier.search(query, page))
        .onItem()
        .transformToUniAndConcatenate(this::unclaimed)
        .onItem()
        .transformToIterable(offers -> offers)
        .select()
        .first(limit)
        .collect()
        .asList();
  }

  private Uni<List<Offer>> unclaimed(List<Offer> offers) {
    return numbers
        .claimed(offers.stream().map(Offer::e164).toList(), clock.instant())
        .map(claimed -> offers.stream().filter(offer -> !claimed.contains(offer.e164())).toList());
  }
}
