package dev.rollcall.invitation.believing;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of what this service believes, by the id that each item is about.
 *
 * @param next the id that the next page begins with; null on the last page
 */
public record Beliefs<T>(List<T> items, @Nullable UUID next) {

  /**
   * The page of {@code found}, which has one item more than the limit where there is more.
   *
   * @param about the id that an item is about
   */
  static <T> Beliefs<T> of(List<T> found, int limit, Function<T, UUID> about) {
    return found.size() > limit
        ? new Beliefs<>(found.subList(0, limit), about.apply(found.get(limit)))
        : new Beliefs<>(found, null);
  }
}
