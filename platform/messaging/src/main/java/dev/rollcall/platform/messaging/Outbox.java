package dev.rollcall.platform.messaging;

import io.smallrye.mutiny.Uni;
import java.util.List;

/**
 * Hands events to Kafka with the transaction that made them: rows of the outbox table, which
 * Debezium reads from the write-ahead log. Only inside {@code CompanyTransaction}.
 */
public interface Outbox {

  /** Writes one event with the running transaction. */
  Uni<Void> append(OutboxEvent event);

  /** Writes several events with the running transaction, in this order, in one statement. */
  Uni<Void> appendAll(List<OutboxEvent> events);
}
