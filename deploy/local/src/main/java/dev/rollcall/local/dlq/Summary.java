package dev.rollcall.local.dlq;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What a dead-letter topic holds that wasn't replayed yet; counted as it is read. */
final class Summary {

  private final Map<String, Long> kinds = new HashMap<>();
  private long count;
  private Optional<Instant> oldest = Optional.empty();
  private Optional<Instant> newest = Optional.empty();

  void add(DeadLetter letter) {
    count++;
    kinds.merge(letter.kind(), 1L, Long::sum);
    Instant at = letter.at();
    oldest = Optional.of(oldest.filter(other -> other.isBefore(at)).orElse(at));
    newest = Optional.of(newest.filter(other -> other.isAfter(at)).orElse(at));
  }

  long count() {
    return count;
  }

  Optional<Instant> oldest() {
    return oldest;
  }

  Optional<Instant> newest() {
    return newest;
  }

  /** The kind of cause that most of them have, with how many. */
  Optional<String> commonest() {
    return kinds.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(kind -> kind.getKey() + " (" + kind.getValue() + ")");
  }
}
