/** What this service publishes and consumes. */
@NullMarked
package dev.rollcall.numbering.events;

import org.jspecify.annotations.NullMarked;
