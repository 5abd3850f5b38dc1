package dev.rollcall.e2e.security;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollcall.e2e.Suite;
import dev.rollcall.e2e.security.Operation.Access;
import dev.rollcall.e2e.security.Operation.Parameter;
import dev.rollcall.local.stack.LocalStack;
import dev.rollcall.local.story.Api;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The OpenAPI document that a running service gives of itself. */
final class ApiDocument {

  private static final Set<String> VERBS = Set.of("get", "post", "put", "patch", "delete");

  private final String service;
  private final JsonNode root;

  private ApiDocument(String service, JsonNode root) {
    this.service = service;
    this.root = root;
  }

  /** The documents of every service. */
  static List<ApiDocument> all(Suite suite) {
    return LocalStack.SERVICES.stream().map(service -> of(suite, service)).toList();
  }

  private static ApiDocument of(Suite suite, String service) {
    Api direct = Api.at(suite.stack().serviceUrl(service));
    return new ApiDocument(service, direct.get("/q/openapi?format=json").expect(200).body());
  }

  /** Every operation, in the document's order. */
  List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : root.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> verb : path.getValue().properties()) {
        if (VERBS.contains(verb.getKey())) {
          operations.add(operation(path.getKey(), path.getValue(), verb));
        }
      }
    }
    return operations;
  }

  /** The schema or parameter itself, where {@code node} only points to it. */
  JsonNode resolve(JsonNode node) {
    String reference = node.path("$ref").asText("");
    return reference.isEmpty() ? node : resolve(root.at(reference.substring(1)));
  }

  /** The whole document. */
  String text() {
    return root.toString();
  }

  private Operation operation(String path, JsonNode item, Map.Entry<String, JsonNode> verb) {
    JsonNode operation = verb.getValue();
    JsonNode body = resolve(operation.path("requestBody")).path("content");
    return new Operation(
        service,
        verb.getKey().toUpperCase(Locale.ROOT),
        path,
        access(operation.path("x-access").asText("")),
        texts(operation.path("x-permissions")),
        texts(operation.path("x-clients")),
        Stream.concat(parameters(item), parameters(operation)).toList(),
        Optional.of(resolve(body.path("application/json").path("schema")))
            .filter(schema -> !schema.isMissingNode()));
  }

  private Stream<Parameter> parameters(JsonNode owner) {
    return StreamSupport.stream(owner.path("parameters").spliterator(), false)
        .map(this::resolve)
        .map(
            found ->
                new Parameter(
                    found.path("name").asText(),
                    found.path("in").asText(),
                    found.path("required").asBoolean(),
                    resolve(found.path("schema"))));
  }

  private static Access access(String marked) {
    return switch (marked) {
      case "public" -> Access.PUBLIC;
      case "signed-in" -> Access.SIGNED_IN;
      case "member" -> Access.MEMBER;
      case "service" -> Access.SERVICE;
      default -> Access.UNMARKED;
    };
  }

  private static Set<String> texts(JsonNode list) {
    Set<String> texts = new HashSet<>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
