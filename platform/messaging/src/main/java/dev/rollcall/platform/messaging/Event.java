package dev.rollcall.platform.messaging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.UUID;

/**
 * An event as it arrived: CloudEvents attributes from the {@code ce_} headers and the JSON payload.
 *
 * @param id {@code ce_id}
 * @param type {@code ce_type}
 * @param topic the topic it was read from: the aggregate's, or a group's retry topic
 * @param subject {@code ce_subject}: the aggregate's id
 * @param companyId {@code ce_companyid}
 * @param aggregateVersion {@code ce_aggregateversion}
 * @param time {@code ce_time}
 * @param payload the body
 */
public record Event(
    UUID id,
    String type,
    String topic,
    String subject,
    UUID companyId,
    long aggregateVersion,
    Instant time,
    JsonNode payload) {

  /**
   * The payload as the record with the fields that the consumer reads.
   *
   * @throws PermanentFailure when it is not as agreed, or lacks what isn't nullable in the record
   */
  public <T extends Record> T as(ObjectMapper json, Class<T> type) {
    return Payload.read(json, payload, type);
  }

  /** Whether the type is {@code rollcall.<name>.v1} for this name, e.g. {@code user.joined}. */
  public boolean is(String name) {
    return type.equals("rollcall." + name + ".v1");
  }
}
