package dev.rollcall.platform.messaging;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.UUID;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Reads the CloudEvents envelope (binary mode, {@code ce_} headers) of a record. */
@ApplicationScoped
public class EventReader {

  private final EventJson json;

  EventReader(EventJson json) {
    this.json = json;
  }

  /**
   * The event of the record.
   *
   * @throws PermanentFailure when a header is missing or broken, or the payload is no JSON. A
   *     record without a value (a tombstone) has a JSON null as payload
   */
  public Event read(ConsumerRecord<String, String> record) {
    expectVersion(header(record, "ce_specversion"));
    return new Event(
        parsed(record, "ce_id", UUID::fromString),
        header(record, "ce_type"),
        record.topic(),
        header(record, "ce_subject"),
        parsed(record, "ce_companyid", UUID::fromString),
        version(record),
        parsed(record, "ce_time", text -> OffsetDateTime.parse(text).toInstant()),
        record.value() == null ? JsonNodeFactory.instance.nullNode() : json.read(record.value()));
  }

  /** Whether the record is a heartbeat ({@code ….heartbeat.v1}), which carries no change. */
  public boolean isHeartbeat(ConsumerRecord<String, String> record) {
    String type = text(record.headers().lastHeader("ce_type"));
    return type != null && type.endsWith(Heartbeat.TYPE_SUFFIX);
  }

  private static void expectVersion(String specversion) {
    if (!specversion.equals("1.0")) {
      throw new PermanentFailure("ce_specversion is not 1.0");
    }
  }

  private static long version(ConsumerRecord<String, String> record) {
    long version = parsed(record, "ce_aggregateversion", Long::valueOf);
    if (version < 1) {
      throw new PermanentFailure("ce_aggregateversion is not positive");
    }
    return version;
  }

  private static <T> T parsed(
      ConsumerRecord<String, String> record, String name, Function<String, T> parse) {
    String text = header(record, name);
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new PermanentFailure(name + " is broken", e);
    }
  }

  private static String header(ConsumerRecord<String, String> record, String name) {
    String value = text(record.headers().lastHeader(name));
    if (value == null || value.isEmpty()) {
      throw new PermanentFailure(name + " is missing");
    }
    return value;
  }

  private static @Nullable String text(@Nullable Header header) {
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }
}
