package dev.rollcall.platform.messaging;

import dev.rollcall.platform.messaging.InboxConsumer.EventTypes;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Takes a channel's messages, reads their events, and hands those that concern the handler to its
 * worker. Heartbeats and other types are acknowledged at once; what can't be read goes to the
 * dead-letter queue.
 */
final class ChannelSubscriber implements Subscriber<Message<String>> {

  private static final Logger LOG = Logger.getLogger(ChannelSubscriber.class);

  private final String consumer;
  private final EventReader reader;
  private final EventTypes types;
  private final ConsumerProgress progress;
  private final EventSets.Worker worker;

  ChannelSubscriber(
      String consumer,
      EventReader reader,
      EventTypes types,
      ConsumerProgress progress,
      EventSets.Worker worker) {
    this.consumer = consumer;
    this.reader = reader;
    this.types = types;
    this.progress = progress;
    this.worker = worker;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    worker.open(subscription);
  }

  @Override
  public void onNext(Message<String> message) {
    if (progress.isClosed()) {
      // Never acknowledged, so that the next owner of the partition gets it.
      return;
    }
    ConsumerRecord<String, String> record = record(message);
    if (reader.isHeartbeat(record)) {
      worker.pass(message);
      return;
    }
    try {
      if (types.concern(reader.type(record))) {
        worker.add(new Delivery(message, record, reader.read(record)));
      } else {
        worker.pass(message);
      }
    } catch (PermanentFailure broken) {
      progress.failed(consumer, record, broken);
      worker.park(message, broken);
    }
  }

  @Override
  public void onError(Throwable failure) {
    LOG.errorf("%s gets no more events: %s", consumer, SafeMessage.of(failure));
  }

  @Override
  public void onComplete() {
    LOG.debugf("%s gets no more events", consumer);
  }

  @SuppressWarnings("unchecked")
  private static ConsumerRecord<String, String> record(Message<String> message) {
    return message
        .getMetadata(IncomingKafkaRecordMetadata.class)
        .orElseThrow(() -> new IllegalStateException("not a record of Kafka"))
        .getRecord();
  }
}
