package dev.rollcall.numbering.carrier;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What one step of a search has found in a carrier's stock.
 *
 * @param next the position to go on from; empty where the stock ends
 */
public record Stock(List<Offer> offers, OptionalLong next) {

  /** Nothing, and nothing to come. */
  static final Stock NONE = new Stock(List.of(), OptionalLong.empty());

  public Stock {
    offers = List.copyOf(offers);
  }

  /** The numbers, E.164. */
  public List<String> e164s() {
    return offers.stream().map(Offer::e164).toList();
  }

  /** The same without these numbers. */
  public Stock without(Set<String> e164s) {
    return new Stock(offers.stream().filter(offer -> !e164s.contains(offer.e164())).toList(), next);
  }
}
