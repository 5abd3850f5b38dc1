package dev.rollcall.platform.messaging;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Payloads as text and back. Its own settings, so that what HTTP does to JSON never changes an
 * event: ISO 8601 for instants and durations, nulls written out.
 */
@ApplicationScoped
class EventJson {

  private final ObjectMapper mapper;

  EventJson(ObjectMapper shared) {
    mapper =
        shared
            .copy()
            .disable(
                SerializationFeature.WRITE_DATES_AS_TIMESTAMPS,
                SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .setDefaultPropertyInclusion(JsonInclude.Include.ALWAYS);
  }

  String write(Object payload) {
    try {
      return mapper.writeValueAsString(payload);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "not writable as JSON: " + payload.getClass().getName(), e);
    }
  }

  /**
   * Reads a payload.
   *
   * @throws PermanentFailure when it is no JSON
   */
  JsonNode read(String payload) {
    try {
      return mapper.readTree(payload);
    } catch (JsonProcessingException e) {
      // Without the cause: its message quotes the payload, which may hold personal data.
      throw new PermanentFailure(Poison.BROKEN_JSON, "the payload is no JSON, at " + position(e));
    }
  }

  private static String position(JsonProcessingException e) {
    return e.getLocation() == null ? "an unknown place" : "byte " + e.getLocation().getCharOffset();
  }
}
