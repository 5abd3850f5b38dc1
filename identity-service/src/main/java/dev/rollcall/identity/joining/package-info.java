/** An invited person becomes a user (EVENTS.md, Join). */
@NullMarked
package dev.rollcall.identity.joining;

import org.jspecify.annotations.NullMarked;
