package dev.rollcall.numbering.carrier;

/** What a carrier knows of one number. */
public sealed interface Lookup {

  /** It can be bought. */
  record OnOffer(Offer offer) implements Lookup {}

  /** The carrier had it and has sold it. */
  record Sold() implements Lookup {}

  /** The carrier never had such a number. */
  record Unknown() implements Lookup {}
}
