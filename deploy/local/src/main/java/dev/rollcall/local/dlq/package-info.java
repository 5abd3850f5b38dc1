/** The dead letters of the suite: looking at them, and replaying them after a fix. */
@NullMarked
package dev.rollcall.local.dlq;

import org.jspecify.annotations.NullMarked;
