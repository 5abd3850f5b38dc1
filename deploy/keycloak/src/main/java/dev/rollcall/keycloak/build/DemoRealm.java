package dev.rollcall.keycloak.build;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Lays the demo overlay over the production realm, since Keycloak imports whole realms only. What
 * is tested is thereby the production realm plus what the overlay names, and nothing else.
 */
public final class DemoRealm {

  /** What tells two elements of a list apart; the first name that an element has counts. */
  private static final List<String> IDENTITIES = List.of("clientId", "username");

  private DemoRealm() {}

  /**
   * Writes the merged realm.
   *
   * @param files the production realm, the overlay, and the file to write
   * @throws IOException when one cannot be read or written
   */
  public static void main(String[] files) throws IOException {
    var json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    var realm = (ObjectNode) json.readTree(Path.of(files[0]).toFile());
    overlay(realm, json.readTree(Path.of(files[1]).toFile()));
    Path merged = Path.of(files[2]);
    Files.createDirectories(Objects.requireNonNull(merged.getParent()));
    Files.writeString(merged, json.writeValueAsString(realm) + "\n");
  }

  private static void overlay(ObjectNode base, JsonNode over) {
    for (var field : over.properties()) {
      JsonNode old = base.get(field.getKey());
      if (old instanceof ObjectNode object) {
        overlay(object, field.getValue());
      } else if (old instanceof ArrayNode list && isOfObjects(field.getValue())) {
        field.getValue().forEach(element -> overlay(list, element));
      } else {
        base.set(field.getKey(), field.getValue());
      }
    }
  }

  private static void overlay(ArrayNode list, JsonNode element) {
    for (JsonNode candidate : list) {
      if (isSame(candidate, element)) {
        overlay((ObjectNode) candidate, element);
        return;
      }
    }
    list.add(element);
  }

  private static boolean isOfObjects(JsonNode list) {
    return list.isArray() && !list.isEmpty() && list.get(0).isObject();
  }

  private static boolean isSame(JsonNode one, JsonNode other) {
    return IDENTITIES.stream()
        .filter(other::has)
        .findFirst()
        .map(name -> other.get(name).equals(one.get(name)))
        .orElse(false);
  }
}
