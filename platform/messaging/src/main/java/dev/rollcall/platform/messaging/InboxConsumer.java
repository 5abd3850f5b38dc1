package dev.rollcall.platform.messaging;

import dev.rollcall.platform.storage.CompanyTransaction;
import dev.rollcall.platform.storage.Statement;
import io.opentelemetry.context.Scope;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Flow.Subscriber;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.MDC;

/** Consumes once: the inbox rows and the effects of a set are one transaction. */
@ApplicationScoped
class InboxConsumer implements Consumer {

  // In the order of the ids, so that two replicas with the same events wait for each other in turn.
  private static final String TAKE_IN =
      """
      insert into inbox (consumer, event_id)
      select :consumer, event from unnest(cast(:events as uuid[])) as event order by event
      on conflict do nothing
      returning event_id
      """;

  private final EventReader reader;
  private final CompanyTransaction tx;
  private final ConsumerProgress progress;
  private final EventSets sets;

  InboxConsumer(
      EventReader reader, CompanyTransaction tx, ConsumerProgress progress, EventSets sets) {
    this.reader = reader;
    this.tx = tx;
    this.progress = progress;
    this.sets = sets;
  }

  @Override
  public Subscriber<Message<String>> subscriber(
      String name, Set<String> types, EventHandler handler) {
    EventSets.Worker worker = sets.worker(name, set -> consume(name, handler, set));
    return new ChannelSubscriber(name, reader, new EventTypes(types), progress, worker);
  }

  private Uni<Void> consume(String consumer, EventHandler handler, List<Delivery> set) {
    return tx.within(set.getFirst().company(), () -> once(consumer, handler, set));
  }

  private Uni<Void> once(String consumer, EventHandler handler, List<Delivery> set) {
    Map<UUID, Delivery> byId = new LinkedHashMap<>();
    set.forEach(delivery -> byId.putIfAbsent(delivery.event().id(), delivery));
    return takeIn(consumer, byId.keySet())
        .chain(fresh -> handle(handler, fresh(consumer, set, byId, fresh)));
  }

  private static Uni<Set<UUID>> takeIn(String consumer, Collection<UUID> events) {
    return Statement.of(TAKE_IN)
        .set("consumer", consumer)
        .set("events", events.toArray(UUID[]::new))
        .rows(UUID.class)
        .map(Set::copyOf);
  }

  private List<Delivery> fresh(
      String consumer, List<Delivery> set, Map<UUID, Delivery> byId, Set<UUID> ids) {
    progress.countDuplicates(consumer, set.size() - ids.size());
    return byId.values().stream().filter(delivery -> ids.contains(delivery.event().id())).toList();
  }

  /** Of several, each has had its effect before the next begins, so that one is known to fail. */
  private Uni<Void> handle(EventHandler handler, List<Delivery> deliveries) {
    return deliveries.size() == 1
        ? handle(() -> handler.on(deliveries.getFirst().event()), deliveries.getFirst())
        : Multi.createFrom()
            .iterable(deliveries)
            .onItem()
            .transformToUniAndConcatenate(
                delivery -> handle(() -> settled(handler, delivery), delivery))
            .collect()
            .last();
  }

  private Uni<Void> settled(EventHandler handler, Delivery delivery) {
    return handler.on(delivery.event()).call(tx::settled);
  }

  /** In the event's own trace, and as the cause of what it publishes. */
  @SuppressWarnings("MustBeClosedChecker")
  private static Uni<Void> handle(Supplier<Uni<Void>> handling, Delivery delivery) {
    Event event = delivery.event();
    Scope scope = delivery.trace().makeCurrent();
    Causation.set(event.id().toString());
    MDC.put("companyId", event.companyId().toString());
    MDC.put("eventId", event.id().toString());
    return Uni.createFrom()
        .deferred(handling::get)
        .onTermination()
        .invoke(scope::close)
        .onFailure()
        .transform(failure -> new HandlerFailure(delivery, failure));
  }

  /** Which event of a set its handler failed for. */
  static final class HandlerFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Delivery delivery;
    private final Throwable failure;

    HandlerFailure(Delivery delivery, Throwable failure) {
      super(null, failure, false, false);
      this.delivery = delivery;
      this.failure = failure;
    }

    Throwable cause() {
      return failure;
    }

    Delivery delivery() {
      return delivery;
    }
  }

  /** The types that a handler asks for; all where it names none. */
  record EventTypes(Set<String> full) {

    EventTypes {
      full = full.stream().map(name -> "rollcall." + name + ".v1").collect(Collectors.toSet());
    }

    boolean concern(String type) {
      return full.isEmpty() || full.contains(type);
    }
  }
}
