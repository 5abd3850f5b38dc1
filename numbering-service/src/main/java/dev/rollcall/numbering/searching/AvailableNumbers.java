package dev.rollcall.numbering.searching;

import dev.rollcall.numbering.carrier.Carrier;
import dev.rollcall.numbering.carrier.NumberQuery;
import dev.rollcall.numbering.carrier.Offer;
import dev.rollcall.numbering.carrier.Stock;
import dev.rollcall.numbering.storage.NumberReads;
import dev.rollcall.platform.time.ProductClock;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** Finds numbers that can be had now: in the carrier's stock and kept by nobody (NUM-2). */
@ApplicationScoped
public class AvailableNumbers {

  /** How far into the stock one search looks, so that a query that matches nothing ends. */
  private static final long FARTHEST = 50_000;

  /**
   * Most steps that are taken through the stock before it is asked which of their numbers are gone.
   * Each time twice as many, so that a search that finds at once looks at little, and one that goes
   * all the way asks a few times.
   */
  private static final int MOST_STEPS = 32;

  private final Carrier carrier;
  private final NumberReads numbers;
  private final ProductClock clock;

  AvailableNumbers(Carrier carrier, NumberReads numbers, ProductClock clock) {
    this.carrier = carrier;
    this.numbers = numbers;
    this.clock = clock;
  }

  /**
   * A search that has come so far.
   *
   * @param steps how many it takes next
   */
  private record Search(
      NumberQuery query, int limit, List<Offer> found, OptionalLong next, int steps) {

    boolean over() {
      return found.size() >= limit || next.orElse(FARTHEST) >= FARTHEST;
    }

    /** A number can match in two ways, and is found once. */
    Search with(List<Offer> more, OptionalLong newNext) {
      List<Offer> all =
          Stream.concat(found.stream(), more.stream()).distinct().limit(limit).toList();
      return new Search(query, limit, all, newNext, Math.min(MOST_STEPS, 2 * steps));
    }
  }

  /** At most {@code limit} numbers that match and can be held. */
  public Uni<List<Offer>> search(NumberQuery query, int limit) {
    return goOn(new Search(query, limit, List.of(), OptionalLong.of(0), 1)).map(Search::found);
  }

  private Uni<Search> goOn(Search search) {
    return search.over()
        ? Uni.createFrom().item(search)
        : carrier
            .search(search.query(), search.next().orElseThrow(), search.steps())
            .chain(stock -> found(search, stock))
            .chain(this::goOn);
  }

  private Uni<Search> found(Search search, Stock stock) {
    return claimed(stock)
        .map(claimed -> search.with(stock.without(claimed).offers(), stock.next()));
  }

  private Uni<Set<String>> claimed(Stock stock) {
    return stock.offers().isEmpty()
        ? Uni.createFrom().item(Set.of())
        : numbers.claimed(stock.e164s(), clock.instant());
  }
}
