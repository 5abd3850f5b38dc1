package dev.rollcall.platform.messaging;

import dev.rollcall.platform.storage.CompanyTransaction;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/** Consumes once: the inbox row and the effect are one transaction. */
@ApplicationScoped
class InboxConsumer implements Consumer {

  private static final Logger LOG = Logger.getLogger(InboxConsumer.class);

  private static final String TAKE_IN =
      "insert into inbox (consumer, event_id) values (:consumer, :event) on conflict do nothing";

  private final EventReader reader;
  private final CompanyTransaction tx;
  private final ConsumerProgress progress;
  private final Vertx vertx;
  private final Retry retry;

  InboxConsumer(
      EventReader reader,
      CompanyTransaction tx,
      ConsumerProgress progress,
      Vertx vertx,
      MessagingConfig config) {
    this.reader = reader;
    this.tx = tx;
    this.progress = progress;
    this.vertx = vertx;
    this.retry =
        new Retry(
            config.consumer().attempts(),
            config.consumer().backoff(),
            config.consumer().maxBackoff());
  }

  /** An event on its way to its handler. */
  private record Delivery(Event event, String consumer, EventHandler handler) {}

  @Override
  public Uni<Void> consume(
      ConsumerRecord<String, String> record, String name, EventHandler handler) {
    if (progress.isClosed()) {
      // Never acknowledged, so that the next owner of the partition gets it.
      return Uni.createFrom().nothing();
    }
    if (reader.isHeartbeat(record)) {
      return Uni.createFrom().voidItem();
    }
    return progress
        .watch(name, record, Uni.createFrom().deferred(() -> read(record, name, handler)))
        .onFailure()
        .transform(DeadLetterCause::of);
  }

  private Uni<Void> read(ConsumerRecord<String, String> record, String name, EventHandler handler) {
    Event event = reader.read(record);
    Causation.set(event.id().toString());
    MDC.put("companyId", event.companyId().toString());
    MDC.put("eventId", event.id().toString());
    return attempt(new Delivery(event, name, handler), 1);
  }

  private Uni<Void> attempt(Delivery delivery, int attempt) {
    return tx.within(delivery.event().companyId(), () -> once(delivery))
        .onFailure(failure -> retry.again(attempt, failure))
        .recoverWithUni(failure -> later(delivery, attempt, failure));
  }

  private Uni<Void> once(Delivery delivery) {
    return Panache.getSession()
        .chain(session -> takeIn(session, delivery))
        .chain(rows -> rows == 0 ? duplicate(delivery) : delivery.handler().on(delivery.event()));
  }

  private static Uni<Integer> takeIn(Mutiny.Session session, Delivery delivery) {
    return session
        .createNativeQuery(TAKE_IN)
        .setParameter("consumer", delivery.consumer())
        .setParameter("event", delivery.event().id())
        .executeUpdate();
  }

  private Uni<Void> duplicate(Delivery delivery) {
    progress.countDuplicate(delivery.consumer());
    return Uni.createFrom().voidItem();
  }

  private Uni<Void> later(Delivery delivery, int attempt, Throwable failure) {
    LOG.warnf(
        "%s: attempt %d of event %s (%s) failed and is tried again: %s",
        delivery.consumer(),
        attempt,
        delivery.event().id(),
        delivery.event().type(),
        SafeMessage.of(failure));
    return pause(retry.jittered(attempt)).chain(() -> attempt(delivery, attempt + 1));
  }

  // A timer of Mutiny would go on on a worker thread, where no session works (trap 2).
  private Uni<Void> pause(Duration wait) {
    Context context = vertx.getOrCreateContext();
    return Uni.createFrom().emitter(emitter -> wake(context, wait, emitter));
  }

  private void wake(Context context, Duration wait, UniEmitter<? super Void> emitter) {
    vertx.setTimer(wait.toMillis(), id -> context.runOnContext(on -> emitter.complete(null)));
  }
}
