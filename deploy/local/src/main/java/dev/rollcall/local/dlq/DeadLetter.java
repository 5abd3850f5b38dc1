package dev.rollcall.local.dlq;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * A record of a dead-letter topic: the event as it was, byte for byte, with headers that say where
 * it was read and why it was given up.
 */
record DeadLetter(ConsumerRecord<byte[], byte[]> record) {

  private static final String OURS = "dead-letter-";
  private static final String TRACE = "traceparent";
  private static final String UNKNOWN = "-";

  /** Which one it is, in the marks of what was replayed. */
  String place() {
    return record.topic() + "/" + record.partition() + "/" + record.offset();
  }

  int partition() {
    return record.partition();
  }

  long offset() {
    return record.offset();
  }

  /** When it was given up. */
  Instant at() {
    return Instant.ofEpochMilli(record.timestamp());
  }

  /** {@code ce_id}; "-" where the envelope lacks it, which may be why it is here. */
  String eventId() {
    return header("ce_id");
  }

  String type() {
    return header("ce_type");
  }

  String subject() {
    return header("ce_subject");
  }

  String company() {
    return header("ce_companyid");
  }

  String version() {
    return header("ce_aggregateversion");
  }

  /** The whole cause: {@code wrong schema: /status is missing}. */
  String cause() {
    return header("dead-letter-reason");
  }

  /** The kind of cause: {@code wrong schema}. */
  String kind() {
    return cause().split(":", 2)[0];
  }

  /** Where the consumer had read it: topic, partition and offset. */
  String origin() {
    return header("dead-letter-topic")
        + "-"
        + header("dead-letter-partition")
        + "@"
        + header("dead-letter-offset");
  }

  /** The trace that the event came with; a later header is the consumer's part of it. */
  String trace() {
    Iterator<Header> traces = record.headers().headers(TRACE).iterator();
    return text(traces.hasNext() ? Optional.of(traces.next()) : Optional.empty());
  }

  int size() {
    return record.value() == null ? 0 : record.value().length;
  }

  /** The payload as text. It may hold personal data. */
  String payload() {
    return record.value() == null ? "" : new String(record.value(), StandardCharsets.UTF_8);
  }

  /** The event again, for that topic: its key, value and headers, and nothing of its failure. */
  ProducerRecord<byte[], byte[]> again(String topic) {
    return new ProducerRecord<>(topic, null, record.key(), record.value(), original());
  }

  private Headers original() {
    Headers original = new RecordHeaders();
    for (Header header : record.headers()) {
      boolean second = header.key().equals(TRACE) && original.lastHeader(TRACE) != null;
      if (!header.key().startsWith(OURS) && !second) {
        original.add(header);
      }
    }
    return original;
  }

  private String header(String name) {
    return text(Optional.ofNullable(record.headers().lastHeader(name)));
  }

  private static String text(Optional<Header> header) {
    return header
        .map(Header::value)
        .map(value -> new String(value, StandardCharsets.UTF_8))
        .orElse(UNKNOWN);
  }
}
