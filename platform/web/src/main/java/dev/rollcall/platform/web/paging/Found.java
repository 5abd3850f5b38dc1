package dev.rollcall.platform.web.paging;

import java.util.List;

/**
 * What a search has found for a page that looks at a bounded number of rows, however many there
 * are: a page may hold less than was asked for, and even nothing, and still have a next one.
 *
 * @param items up to {@code limit + 1}; the extra one only tells that there is more
 * @param reached the sort keys, as text, up to which everything was looked at; empty where the
 *     search came to its end
 */
public record Found<T>(List<T> items, List<String> reached) {

  public Found {
    items = List.copyOf(items);
    reached = List.copyOf(reached);
  }
}
