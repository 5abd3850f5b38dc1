package dev.rollcall.e2e.security;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.UUID;

/**
 * Values that a document's schema allows: its examples in turn where it has some, else something of
 * the right shape. Ids are always new, so that they name nothing.
 */
final class Samples {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final ApiDocument document;
  private int turn;

  Samples(ApiDocument document) {
    this.document = document;
  }

  /** A value of that schema. */
  JsonNode of(JsonNode written) {
    JsonNode schema = document.resolve(written);
    JsonNode chosen = firstOf(schema, "anyOf", "oneOf", "allOf");
    if (!chosen.isMissingNode()) {
      return of(chosen);
    }
    if (schema.path("format").asText().equals("uuid")) {
      return JSON.textNode(UUID.randomUUID().toString());
    }
    JsonNode examples = schema.path("examples");
    if (!examples.isEmpty()) {
      // A copy: who mutates it must not change what the next one gets.
      return examples.get(turn++ % examples.size()).deepCopy();
    }
    JsonNode word = firstOf(schema, "enum");
    if (!word.isMissingNode()) {
      return word;
    }
    for (String given : new String[] {"example", "default"}) {
      if (schema.has(given)) {
        return schema.get(given);
      }
    }
    return ofType(schema);
  }

  private JsonNode ofType(JsonNode schema) {
    return switch (type(schema)) {
      case "object" -> object(schema);
      case "array" -> JSON.arrayNode();
      case "integer", "number" -> JSON.numberNode(schema.path("minimum").asInt(1));
      case "boolean" -> JSON.booleanNode(true);
      default -> JSON.textNode(text(schema.path("format").asText()));
    };
  }

  private ObjectNode object(JsonNode schema) {
    ObjectNode object = JSON.objectNode();
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      object.set(property.getKey(), of(property.getValue()));
    }
    return object;
  }

  /** The first type that isn't null; OpenAPI 3.1 lists several. */
  static String type(JsonNode schema) {
    JsonNode type = schema.path("type");
    if (!type.isArray()) {
      return type.asText(schema.has("properties") ? "object" : "string");
    }
    for (JsonNode one : type) {
      if (!one.asText().equals("null")) {
        return one.asText();
      }
    }
    return "string";
  }

  private static String text(String format) {
    return switch (format) {
      case "date-time" -> "2026-03-11T00:00:00Z";
      case "date" -> "2026-03-11";
      case "email" -> "pat@example.test";
      case "duration" -> "PT24H";
      default -> "sample";
    };
  }

  private static JsonNode firstOf(JsonNode schema, String... lists) {
    for (String list : lists) {
      for (JsonNode one : schema.path(list)) {
        if (!one.path("type").asText().equals("null")) {
          return one;
        }
      }
    }
    return JSON.missingNode();
  }
}
