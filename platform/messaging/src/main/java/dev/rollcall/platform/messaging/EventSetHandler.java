package dev.rollcall.platform.messaging;

import io.smallrye.mutiny.Uni;
import java.util.List;

/**
 * A handler that applies several events with fewer statements than one by one. For projections:
 * what it does has no cause and no trace of a single event, so it publishes nothing.
 */
public interface EventSetHandler extends EventHandler {

  /** Applies events of one company in their order; at least two. */
  Uni<Void> onAll(List<Event> events);
}
