package dev.rollcall.platform.messaging;

import dev.rollcall.platform.storage.Note;
import dev.rollcall.platform.storage.Notes;
import dev.rollcall.platform.storage.Statement;
import dev.rollcall.platform.time.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** A consumer as services write theirs: keeps the note, tells of it, and fails as told to. */
@ApplicationScoped
public class NoteConsumer {

  static final String NAME = "platform.notes";
  static final String KEPT = "test.note.kept.v1";

  private final Map<UUID, AtomicInteger> attempts = new ConcurrentHashMap<>();
  private final Consumer consumer;
  private final Notes notes;
  private final Outbox outbox;
  private final Ids ids;

  NoteConsumer(Consumer consumer, Notes notes, Outbox outbox, Ids ids) {
    this.consumer = consumer;
    this.notes = notes;
    this.outbox = outbox;
    this.ids = ids;
  }

  /** How often the event was handled, successfully or not. */
  int attempts(UUID event) {
    return attempts.computeIfAbsent(event, id -> new AtomicInteger()).get();
  }

  @Incoming("notes")
  public Subscriber<Message<String>> notes() {
    return consumer.subscriber(NAME, this::keep);
  }

  private Uni<Void> keep(Event event) {
    int attempt = attempts.computeIfAbsent(event.id(), id -> new AtomicInteger()).incrementAndGet();
    String text = event.payload().path("text").asText();
    return awaitLock(event)
        .chain(() -> notes.persist(new Note(event.companyId(), ids.next(), text)))
        .call(() -> notes.flush())
        .chain(note -> outbox.append(kept(event, note)))
        .invoke(() -> failAsTold(event, attempt));
  }

  /** Waits for whoever holds that advisory lock, as for a row that another transaction has. */
  private static Uni<Void> awaitLock(Event event) {
    return Statement.of("select pg_advisory_xact_lock_shared(:lock)")
        .set("lock", event.payload().path("lock").asLong())
        .run();
  }

  private static OutboxEvent kept(Event event, Note note) {
    return new OutboxEvent(
        NoteTopics.NOTES,
        KEPT,
        event.subject(),
        event.companyId(),
        event.aggregateVersion(),
        Map.of("text", note.text),
        null);
  }

  private static void failAsTold(Event event, int attempt) {
    if (attempt <= event.payload().path("failures").asInt()) {
      throw new IllegalStateException("told to fail for ann@acme.test");
    }
  }
}
