/** Keyset paging with sealed opaque cursors. */
@NullMarked
package dev.rollcall.platform.web.paging;

import org.jspecify.annotations.NullMarked;
