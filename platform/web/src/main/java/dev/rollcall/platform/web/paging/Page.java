package dev.rollcall.platform.web.paging;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list, as clients see it.
 *
 * @param nextCursor opaque; null on the last page
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {}
