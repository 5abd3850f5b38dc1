package dev.rollcall.platform.web.paging;

import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * Keyset paging. Cursors are sealed and bound to the list (path, filters, order): they reveal
 * nothing, and a foreign or broken one is refused (422) instead of guessed at.
 */
public interface Paging {

  /**
   * Checks {@code limit} (1–200, default 50) and {@code cursor}.
   *
   * @throws dev.rollcall.platform.web.problem.RefusalException 422 for an out-of-range limit or a
   *     cursor that is broken or belongs to another list
   */
  PageRequest request(UriInfo uri, @Nullable String limit, @Nullable String cursor);

  /**
   * Answers the page with {@code Link: <…>; rel="next"} (RFC 8288) where there is more.
   *
   * @param found up to {@code limit + 1} items; the extra one only tells that there is more
   * @param keys the sort keys of an item, as text
   */
  <T> RestResponse<Page<T>> answer(
      UriInfo uri, PageRequest request, List<T> found, Function<? super T, List<String>> keys);

  /**
   * The same for a search that may have stopped before its end: the next page goes on from there.
   */
  <T> RestResponse<Page<T>> answer(
      UriInfo uri, PageRequest request, Found<T> found, Function<? super T, List<String>> keys);
}
