package dev.rollcall.platform.messaging;

import dev.rollcall.platform.messaging.InboxConsumer.HandlerFailure;
import dev.rollcall.platform.storage.DatabaseAway;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.function.Function;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Works events off in sets (see {@link Consumer}): decides with {@link Lanes} what may begin, runs
 * it, and settles each event's message.
 *
 * <p>All consumers of a replica share a bounded number of transactions, so that they leave
 * connections to requests (trap 7 of this stack). An event that waits for its next attempt holds
 * none.
 */
@ApplicationScoped
class EventSets {

  private static final Logger LOG = Logger.getLogger(EventSets.class);

  private final Background background;
  private final ConsumerProgress progress;
  private final Vertx vertx;
  private final MeterRegistry metrics;
  private final MessagingConfig.Consuming config;
  private final Retry retry;
  private final Queue<Runnable> queued = new ArrayDeque<>();
  private int running;

  EventSets(
      Background background,
      ConsumerProgress progress,
      Vertx vertx,
      MeterRegistry metrics,
      MessagingConfig config) {
    this.background = background;
    this.progress = progress;
    this.vertx = vertx;
    this.metrics = metrics;
    this.config = config.consumer();
    this.retry = new Retry(this.config.attempts(), this.config.backoff(), this.config.maxBackoff());
  }

  /** For one channel; the work takes a set of events of one company, in one transaction. */
  Worker worker(String consumer, Function<List<Delivery>, Uni<Void>> work) {
    return new Worker(consumer, work);
  }

  /** Runs the work when fewer than the configured number of transactions are open. */
  private void whenFree(Runnable work) {
    synchronized (queued) {
      if (running == config.concurrency()) {
        queued.add(work);
        return;
      }
      running++;
    }
    work.run();
  }

  private void free() {
    Runnable next;
    synchronized (queued) {
      next = queued.poll();
      if (next == null) {
        running--;
      }
    }
    if (next != null) {
      next.run();
    }
  }

  /** What one channel has in work. Its methods may be called by any thread. */
  final class Worker {

    private final String consumer;
    private final Function<List<Delivery>, Uni<Void>> work;
    private final Lanes<UUID, Delivery> lanes = new Lanes<>(config.setSize());
    private volatile @Nullable Subscription subscription;

    private Worker(String consumer, Function<List<Delivery>, Uni<Void>> work) {
      this.consumer = consumer;
      this.work = work;
    }

    void open(Subscription opened) {
      subscription = opened;
      opened.request(config.capacity());
    }

    /** Acknowledges a message that nothing is to be done for. */
    void pass(Message<String> message) {
      settled(message.ack());
    }

    /** Gives a message to the dead-letter queue. */
    void park(Message<String> message, Throwable failure) {
      settled(message.nack(DeadLetterCause.of(failure)));
    }

    void add(Delivery delivery) {
      synchronized (lanes) {
        lanes.add(delivery.company(), delivery.key(), delivery);
      }
      beginWhatMay();
    }

    private void beginWhatMay() {
      for (Optional<Lanes.Batch<UUID, Delivery>> next = next(); next.isPresent(); next = next()) {
        begin(next.get());
      }
    }

    private Optional<Lanes.Batch<UUID, Delivery>> next() {
      synchronized (lanes) {
        return progress.isClosed() ? Optional.empty() : lanes.next();
      }
    }

    private void begin(Lanes.Batch<UUID, Delivery> batch) {
      batch.items().forEach(delivery -> progress.begun(consumer, delivery.record()));
      run(new Pending(batch), 1);
    }

    /** The set's events that are neither done nor being tried alone. */
    private void run(Pending pending, int attempt) {
      List<Delivery> set = pending.deliveries();
      if (set.isEmpty()) {
        end(pending);
        return;
      }
      whenFree(
          () ->
              background
                  .run(() -> work.apply(set))
                  .onTermination()
                  .invoke(EventSets.this::free)
                  .subscribe()
                  .with(
                      done -> succeeded(pending, set),
                      failure -> failed(pending, attempt, failure)));
    }

    private void succeeded(Pending pending, List<Delivery> set) {
      metrics.summary("rollcall.events.set", "consumer", consumer).record(set.size());
      set.forEach(this::done);
      pending.keys().forEach(key -> release(pending.company(), key));
      end(pending);
    }

    private void end(Pending pending) {
      synchronized (lanes) {
        lanes.releaseCompany(pending.company());
      }
      beginWhatMay();
    }

    private void failed(Pending pending, int attempt, Throwable failure) {
      if (DatabaseAway.isToldBy(failure)) {
        again(attempt, () -> run(pending, attempt + 1), pending.deliveries());
      } else if (failure instanceof HandlerFailure handlers) {
        // The others have not failed: they go on as a set without it.
        tryAlone(pending, handlers);
        run(pending, attempt);
      } else {
        pending.detachAll().forEach(ofKey -> alone(pending.company(), ofKey, failure));
        run(pending, attempt);
      }
    }

    /** What stands before the failed event of the same key has to be done before it. */
    private void tryAlone(Pending pending, HandlerFailure failure) {
      List<Delivery> ofKey = pending.detach(failure.delivery());
      if (ofKey.getFirst() == failure.delivery()) {
        alone(pending.company(), ofKey, cause(failure));
      } else {
        one(pending.company(), ofKey);
      }
    }

    /** The first has failed: it is tried again or given up, then those behind it follow. */
    private void alone(UUID company, List<Delivery> ofKey, Throwable failure) {
      Delivery failed = ofKey.getFirst();
      failed.countFailure();
      if (retry.again(failed.failures(), failure)) {
        LOG.warnf(
            "%s: attempt %d of event %s (%s) failed and is tried again: %s",
            consumer,
            failed.failures(),
            failed.event().id(),
            failed.event().type(),
            SafeMessage.of(failure));
        again(failed.failures(), () -> one(company, ofKey), ofKey);
      } else {
        progress.failed(consumer, failed.record(), failure);
        settled(failed.giveUp(failure));
        follow(company, ofKey);
      }
    }

    private void one(UUID company, List<Delivery> ofKey) {
      whenFree(
          () ->
              background
                  .run(() -> work.apply(ofKey.subList(0, 1)))
                  .onTermination()
                  .invoke(EventSets.this::free)
                  .subscribe()
                  .with(
                      done -> oneDone(company, ofKey),
                      failure -> alone(company, ofKey, cause(failure))));
    }

    private void oneDone(UUID company, List<Delivery> ofKey) {
      done(ofKey.getFirst());
      follow(company, ofKey);
    }

    private void follow(UUID company, List<Delivery> ofKey) {
      if (ofKey.size() > 1) {
        one(company, ofKey.subList(1, ofKey.size()));
      } else {
        release(company, ofKey.getFirst().key());
        beginWhatMay();
      }
    }

    private void again(int attempt, Runnable work, List<Delivery> waiting) {
      Duration wait = retry.jittered(attempt);
      vertx.setTimer(Math.max(1, wait.toMillis()), id -> unlessClosed(work, waiting));
    }

    /** A shutdown waits for no event that waits itself: the next owner gets it. */
    private void unlessClosed(Runnable work, List<Delivery> waiting) {
      if (progress.isClosed()) {
        waiting.forEach(delivery -> progress.ended(consumer, delivery.record()));
      } else {
        work.run();
      }
    }

    private void release(UUID company, String key) {
      synchronized (lanes) {
        lanes.releaseKey(company, key);
      }
    }

    private void done(Delivery delivery) {
      progress.consumed(consumer, delivery.record());
      settled(delivery.acknowledge());
    }

    private void settled(CompletionStage<Void> settling) {
      settling.whenComplete(this::ask);
    }

    private void ask(@Nullable Void nothing, @Nullable Throwable failure) {
      if (failure != null) {
        LOG.errorf("%s could not settle an event: %s", consumer, SafeMessage.of(failure));
      }
      Subscription open = subscription;
      if (open != null) {
        open.request(1);
      }
    }

    private static Throwable cause(Throwable failure) {
      return failure instanceof HandlerFailure handlers ? handlers.cause() : failure;
    }
  }
}
