package dev.rollcall.numbering.carrier;

import java.util.List;
import java.util.Optional;

/** The numbers of several patterns by their position: one of each pattern in turn. */
record Candidates(List<DigitPattern> patterns) {

  static final Candidates NONE = new Candidates(List.of());

  /** The first position after the last number. */
  long end() {
    return patterns.size() * patterns.stream().mapToLong(DigitPattern::size).max().orElse(0);
  }

  /** The number there; empty where that pattern has no more, while others have. */
  Optional<String> at(long position) {
    DigitPattern pattern = patterns.get((int) (position % patterns.size()));
    long index = position / patterns.size();
    return index < pattern.size() ? Optional.of(pattern.number(index)) : Optional.empty();
  }
}
