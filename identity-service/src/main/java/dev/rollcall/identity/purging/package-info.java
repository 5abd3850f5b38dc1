/** Deleting what only grows. */
@NullMarked
package dev.rollcall.identity.purging;

import org.jspecify.annotations.NullMarked;
