package dev.rollcall.identity.drift;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A page of what a service believes, by the ids that the items are about.
 *
 * @param next the id that the next page begins with; null on the last page
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Beliefs<T>(List<T> items, @Nullable UUID next) {

  /** As PostgreSQL sorts ids, which is not how {@link UUID#compareTo} does. */
  static final Comparator<UUID> BY_ID = Comparator.comparing(UUID::toString);

  /** The page of {@code found}, which has one item more than the limit where there is more. */
  static <T> Beliefs<T> of(List<T> found, int limit, Function<T, UUID> about) {
    return found.size() > limit
        ? new Beliefs<>(found.subList(0, limit), about.apply(found.get(limit)))
        : new Beliefs<>(found, null);
  }

  /** Where the first of the pages ends: up to there all of them have told everything. */
  static Optional<UUID> horizon(Beliefs<?>... pages) {
    return Stream.of(pages).flatMap(page -> Stream.ofNullable(page.next)).min(BY_ID);
  }

  /** The items before that id; all where there is none. */
  Stream<T> before(Optional<UUID> horizon, Function<T, UUID> about) {
    return items.stream()
        .filter(item -> horizon.isEmpty() || BY_ID.compare(about.apply(item), horizon.get()) < 0);
  }
}
