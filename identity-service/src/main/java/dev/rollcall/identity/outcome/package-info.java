/** Going on from an outcome with more I/O. */
@NullMarked
package dev.rollcall.identity.outcome;

import org.jspecify.annotations.NullMarked;
