package dev.rollcall.platform.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a payload as the record that the consumer declares. What is not {@link Nullable} there must
 * be in the payload: JSON's way of leaving things out would otherwise be met as a null much later,
 * half through the handler.
 */
final class Payload {

  private Payload() {}

  static <T extends Record> T read(ObjectMapper json, JsonNode payload, Class<T> type) {
    T read = parsed(json, payload, type);
    expectComplete(read, "");
    return read;
  }

  private static <T extends Record> T parsed(ObjectMapper json, JsonNode payload, Class<T> type) {
    if (!payload.isObject()) {
      throw new PermanentFailure(Poison.WRONG_SCHEMA, "the payload is no JSON object");
    }
    try {
      return json.treeToValue(payload, type);
    } catch (JsonProcessingException e) {
      throw new PermanentFailure(Poison.WRONG_SCHEMA, told(e));
    }
  }

  /** What is wrong, by its place; without the failure's own message, which quotes the payload. */
  static String told(JsonProcessingException failure) {
    return place(failure) + " is not as agreed (" + failure.getClass().getSimpleName() + ")";
  }

  private static String place(JsonProcessingException failure) {
    return failure instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()
        ? mapping.getPath().stream().map(Payload::step).collect(Collectors.joining("/", "/", ""))
        : "the payload";
  }

  private static String step(JsonMappingException.Reference step) {
    return step.getFieldName() == null ? Integer.toString(step.getIndex()) : step.getFieldName();
  }

  private static void expectComplete(Record read, String place) {
    Stream.of(read.getClass().getRecordComponents())
        .forEach(component -> expectComplete(read, component, place + "/" + component.getName()));
  }

  private static void expectComplete(Record read, RecordComponent component, String place) {
    Object value = value(read, component);
    if (value == null && component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
      return;
    }
    expectComplete(value, place);
  }

  private static void expectComplete(@Nullable Object value, String place) {
    switch (value) {
      case null -> throw new PermanentFailure(Poison.WRONG_SCHEMA, place + " is missing");
      case Record inner -> expectComplete(inner, place);
      case Collection<?> items -> items.forEach(item -> expectComplete(item, place + "/-"));
      default -> {}
    }
  }

  private static @Nullable Object value(Record read, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(read);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("a record that can't be looked into", e);
    }
  }
}
