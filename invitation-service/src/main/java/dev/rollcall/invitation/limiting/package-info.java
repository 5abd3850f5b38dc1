/** How often something may be done, and telling it (API.md, Limits). */
@NullMarked
package dev.rollcall.invitation.limiting;

import org.jspecify.annotations.NullMarked;
