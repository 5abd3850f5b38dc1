/** What this service publishes: topics, types and payloads. */
@NullMarked
package dev.rollcall.billing.events;

import org.jspecify.annotations.NullMarked;
