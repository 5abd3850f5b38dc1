/** What of a limit is used, and telling it to callers (API.md, Limits). */
@NullMarked
package dev.rollcall.platform.web.limiting;

import org.jspecify.annotations.NullMarked;
