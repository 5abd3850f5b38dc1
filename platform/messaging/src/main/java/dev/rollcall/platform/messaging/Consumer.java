package dev.rollcall.platform.messaging;

import io.smallrye.mutiny.Uni;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Runs an event's effect exactly once: parses the CloudEvents headers, opens the company's
 * transaction, writes the inbox row {@code (consumer, event id)}, runs the handler, commits. A
 * second delivery does nothing. A failure is retried with back-off, outside the transaction; then
 * the returned Uni fails and the channel's dead-letter queue takes the record.
 *
 * <p>Use it from an {@code @Incoming} method that takes {@code ConsumerRecord<String, String>} and
 * returns the Uni:
 *
 * <pre>{@code
 * @Incoming("licenses")
 * public Uni<Void> licenses(ConsumerRecord<String, String> record) {
 *   return consumer.consume(record, "identity.licenses", this::project);
 * }
 * }</pre>
 */
public interface Consumer {

  /** Consumes the record under that consumer name; the name is part of the inbox key. */
  Uni<Void> consume(ConsumerRecord<String, String> record, String name, EventHandler handler);
}
