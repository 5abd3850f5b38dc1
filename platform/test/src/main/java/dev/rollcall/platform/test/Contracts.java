package dev.rollcall.platform.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.rollcall.platform.test.server.Places;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The event contracts of {@code platform/contracts}: a JSON Schema and an example per type. What a
 * service publishes is validated here; what it consumes is tried with the example.
 */
public final class Contracts {

  private static final String SUFFIX = ".json";
  private static final Map<String, JsonSchema> SCHEMAS = new ConcurrentHashMap<>();

  private Contracts() {}

  /** Every event type that has a schema, e.g. {@code rollcall.user.joined.v1}. */
  public static List<String> types() {
    try (Stream<Path> files = Files.list(folder().resolve("schemas"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(SUFFIX))
          .map(name -> name.substring(0, name.length() - SUFFIX.length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new IllegalStateException("can't read the contracts", e);
    }
  }

  /** The example of that type, as JSON text. */
  public static String example(String type) {
    return read(folder().resolve("examples").resolve(type + SUFFIX));
  }

  /**
   * Checks a payload against the schema of its type.
   *
   * @param payload JSON text, or anything that Jackson writes
   * @throws AssertionError that says what is wrong, also when the type has no schema
   */
  public static void validate(String type, Object payload) {
    List<String> wrong = violations(type, payload);
    if (!wrong.isEmpty()) {
      throw new AssertionError(
          "payload breaks the contract "
              + type
              + ":\n  "
              + String.join("\n  ", wrong)
              + "\nin "
              + Json.write(payload));
    }
  }

  /** What is wrong with a payload; empty when it is as the schema says. */
  public static List<String> violations(String type, Object payload) {
    JsonNode node = Json.read(Json.write(payload));
    return SCHEMAS.computeIfAbsent(type, Contracts::load).validate(node).stream()
        .map(ValidationMessage::getMessage)
        .sorted()
        .toList();
  }

  private static JsonSchema load(String type) {
    Path file = folder().resolve("schemas").resolve(type + SUFFIX);
    if (!Files.isRegularFile(file)) {
      throw new AssertionError("no schema for events of type " + type + " in platform/contracts");
    }
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(
            read(file), SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
  }

  private static Path folder() {
    return Places.root().resolve("platform/contracts");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalStateException("can't read " + file, e);
    }
  }
}
