package dev.rollcall.platform.messaging;

import io.opentelemetry.context.Context;
import io.smallrye.reactive.messaging.TracingMetadata;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Message;

/** An event on its way to its handler, and how often it has failed there. */
final class Delivery {

  private final Message<String> message;
  private final ConsumerRecord<String, String> record;
  private final Event event;
  private int failures;

  Delivery(Message<String> message, ConsumerRecord<String, String> record, Event event) {
    this.message = message;
    this.record = record;
    this.event = event;
  }

  Event event() {
    return event;
  }

  ConsumerRecord<String, String> record() {
    return record;
  }

  UUID company() {
    return event.companyId();
  }

  /** Order holds within it. */
  String key() {
    return event.subject();
  }

  /** The trace that the event was read in. */
  Context trace() {
    return TracingMetadata.fromMessage(message)
        .map(TracingMetadata::getCurrentContext)
        .orElseGet(Context::root);
  }

  int failures() {
    return failures;
  }

  void countFailure() {
    failures++;
  }

  CompletionStage<Void> acknowledge() {
    return message.ack();
  }

  CompletionStage<Void> giveUp(Throwable failure) {
    return message.nack(DeadLetterCause.of(failure));
  }
}
