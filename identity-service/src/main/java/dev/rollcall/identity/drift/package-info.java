/** Compares what the services believe about each other, and puts it right on command. */
@NullMarked
package dev.rollcall.identity.drift;

import org.jspecify.annotations.NullMarked;
