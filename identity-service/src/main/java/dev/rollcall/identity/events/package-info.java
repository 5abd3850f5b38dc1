/** What identity publishes, and what it takes in from the other services. */
@NullMarked
package dev.rollcall.identity.events;

import org.jspecify.annotations.NullMarked;
