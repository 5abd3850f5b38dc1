package dev.rollcall.platform.web.paging;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.smallrye.mutiny.Uni;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list in the order of the ids that its items are about, as services tell it to each
 * other: several such lists can be merged, a page at a time.
 *
 * @param next the id that the next page begins with; null on the last page
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record IdPage<T>(List<T> items, @Nullable UUID next) {

  /** Where the first page begins, for {@code @DefaultValue}. */
  public static final String START = "00000000-0000-0000-0000-000000000000";

  /** How many items there are on a page if nobody says, for {@code @DefaultValue}. */
  public static final String USUAL = "100";

  /** How many items there may be on a page. */
  public static final int MOST = 200;

  /** As PostgreSQL sorts ids, which is not how {@link UUID#compareTo} does. */
  public static final Comparator<UUID> BY_ID = Comparator.comparing(UUID::toString);

  /** Reads items by id. */
  @FunctionalInterface
  public interface Reader<T> {

    /** Those from that id on, as many as there are and are wanted at most. */
    Uni<List<T>> read(UUID from, int atMost);
  }

  /**
   * The page that begins at that id.
   *
   * @param limit how many items at most; what is out of 1 to {@link #MOST} is moved into it
   * @param about the id that an item is about
   */
  public static <T> Uni<IdPage<T>> read(
      UUID from, int limit, Function<T, UUID> about, Reader<T> reader) {
    int most = Math.clamp(limit, 1, MOST);
    return reader.read(from, most + 1).map(found -> of(found, most, about));
  }

  private static <T> IdPage<T> of(List<T> found, int limit, Function<T, UUID> about) {
    return found.size() > limit
        ? new IdPage<>(found.subList(0, limit), about.apply(found.get(limit)))
        : new IdPage<>(found, null);
  }

  /** Where the first of the pages ends: up to there all of them have told everything. */
  public static Optional<UUID> horizon(Stream<IdPage<?>> pages) {
    return pages.flatMap(page -> Stream.ofNullable(page.next)).min(BY_ID);
  }

  /** The items before that id; all where there is none. */
  public Stream<T> before(Optional<UUID> horizon, Function<T, UUID> about) {
    return items.stream()
        .filter(item -> horizon.isEmpty() || BY_ID.compare(about.apply(item), horizon.get()) < 0);
  }
}
