package dev.rollcall.platform.messaging;

import io.smallrye.mutiny.Uni;

/** The effect of one event, run inside the consumer's company transaction, after the inbox. */
@FunctionalInterface
public interface EventHandler {

  /** Applies the event on the transaction's session. */
  Uni<Void> on(Event event);
}
