package dev.rollcall.platform.messaging;

import dev.rollcall.platform.storage.Statement;
import dev.rollcall.platform.time.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The outbox as a table of the service's own database; one insert, however many events. */
@ApplicationScoped
class PostgresOutbox implements Outbox {

  private static final String INSERT =
      """
      insert into outbox (id, topic, aggregate_id, type, payload, company_id, aggregate_version,
                          causation_id, traceparent, source, dataschema)
      select e.id, e.topic, e.aggregate_id, e.type, e.payload, e.company_id, e.aggregate_version,
             e.causation_id, :traceparent, :source, 'schemas/' || e.type || '.json'
      from unnest(cast(:ids as uuid[]), cast(:topics as text[]), cast(:aggregates as text[]),
                  cast(:types as text[]), cast(:payloads as text[]), cast(:companies as uuid[]),
                  cast(:versions as bigint[]), cast(:causations as text[]))
           with ordinality
           as e(id, topic, aggregate_id, type, payload, company_id, aggregate_version,
                causation_id, position)
      order by e.position
      """;

  private final Ids ids;
  private final EventJson json;
  private final String source;

  PostgresOutbox(
      Ids ids, EventJson json, @ConfigProperty(name = "rollcall.service") String service) {
    this.ids = ids;
    this.json = json;
    this.source = "/rollcall/" + service;
  }

  @Override
  public Uni<Void> append(OutboxEvent event) {
    return appendAll(List.of(event));
  }

  @Override
  public Uni<Void> appendAll(List<OutboxEvent> events) {
    return write(events).replaceWithVoid();
  }

  /** Writes the rows and answers their ids, in the order of the events. */
  Uni<List<UUID>> write(List<OutboxEvent> events) {
    if (events.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    List<UUID> rows = events.stream().map(event -> ids.next()).toList();
    return insert(rows, events).run().map(written -> rows);
  }

  private Statement insert(List<UUID> rows, List<OutboxEvent> events) {
    String cause = Causation.current();
    return Statement.of(INSERT)
        .set("ids", rows.toArray(UUID[]::new))
        .set("topics", texts(events, OutboxEvent::topic))
        .set("aggregates", texts(events, OutboxEvent::aggregateId))
        .set("types", texts(events, OutboxEvent::type))
        .set("payloads", texts(events, event -> json.write(event.payload())))
        .set("companies", events.stream().map(OutboxEvent::companyId).toArray(UUID[]::new))
        .set("versions", events.stream().map(OutboxEvent::aggregateVersion).toArray(Long[]::new))
        .set(
            "causations",
            texts(events, event -> Objects.requireNonNullElse(event.causation(), cause)))
        .set("traceparent", TraceParent.current())
        .set("source", source);
  }

  private static String[] texts(List<OutboxEvent> events, Function<OutboxEvent, String> field) {
    return events.stream().map(field).toArray(String[]::new);
  }
}
