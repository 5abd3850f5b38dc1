/** Keyset paging with signed opaque cursors. */
@NullMarked
package dev.rollcall.platform.web.paging;

import org.jspecify.annotations.NullMarked;
