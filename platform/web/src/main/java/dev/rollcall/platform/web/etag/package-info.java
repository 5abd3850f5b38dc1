/** ETag and If-Match. */
@NullMarked
package dev.rollcall.platform.web.etag;

import org.jspecify.annotations.NullMarked;
