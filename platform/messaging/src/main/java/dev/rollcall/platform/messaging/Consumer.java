package dev.rollcall.platform.messaging;

import java.util.Set;
import java.util.concurrent.Flow.Subscriber;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Runs each event's effect exactly once: the inbox row {@code (consumer, event id)} is written in
 * the transaction of the effect, and a second delivery does nothing.
 *
 * <p>Events are taken in sets: what has arrived for one company while its last set was in work is
 * one transaction. Events of one key keep their order; different keys and companies go side by
 * side, so that one that is slow, or fails and is tried again, holds up no other. A failing event
 * is tried again alone, with back-off; then the channel's dead-letter queue takes it.
 *
 * <p>Use it from an {@code @Incoming} method:
 *
 * <pre>{@code
 * @Incoming("licenses")
 * public Subscriber<Message<String>> licenses() {
 *   return consumer.subscriber("identity.licenses", this::project);
 * }
 * }</pre>
 */
public interface Consumer {

  /**
   * A subscriber that hands the channel's events to the handler.
   *
   * @param name of the consumer; part of the inbox key
   */
  default Subscriber<Message<String>> subscriber(String name, EventHandler handler) {
    return subscriber(name, Set.of(), handler);
  }

  /**
   * The same for a handler of some types only. Others of the topic are acknowledged unread, without
   * a transaction.
   *
   * @param types e.g. {@code invitation.requested} for {@code rollcall.invitation.requested.v1};
   *     empty for all
   */
  Subscriber<Message<String>> subscriber(String name, Set<String> types, EventHandler handler);
}
