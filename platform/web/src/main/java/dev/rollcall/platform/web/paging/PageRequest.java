package dev.rollcall.platform.web.paging;

import java.util.List;

/**
 * One page of a list, asked for.
 *
 * @param limit 1–200
 * @param after the sort keys of the last item seen, as text, in the order of the list's key; empty
 *     for the first page
 */
public record PageRequest(int limit, List<String> after) {

  public PageRequest {
    after = List.copyOf(after);
  }

  public boolean first() {
    return after.isEmpty();
  }
}
