package dev.rollcall.platform.messaging;

import dev.rollcall.platform.storage.Note;
import dev.rollcall.platform.storage.Notes;
import dev.rollcall.platform.time.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

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
  public Uni<Void> notes(ConsumerRecord<String, String> record) {
    return consumer.consume(record, NAME, this::keep);
  }

  private Uni<Void> keep(Event event) {
    int attempt = attempts.computeIfAbsent(event.id(), id -> new AtomicInteger()).incrementAndGet();
    String text = event.payload().path("text").asText();
    return notes
        .persist(new Note(event.companyId(), ids.next(), text))
        .call(() -> notes.flush())
        .chain(note -> outbox.append(kept(event, note)))
        .invoke(() -> failAsTold(event, attempt));
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
