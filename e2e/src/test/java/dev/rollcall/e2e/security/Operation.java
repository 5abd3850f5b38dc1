package dev.rollcall.e2e.security;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One operation of a service as its OpenAPI document describes it.
 *
 * @param service by its short name
 * @param access whom it lets in ({@code x-access})
 * @param permissions at least one of them is asked for ({@code x-permissions}); empty where
 *     membership is enough
 * @param clients the services' clients that it lets in ({@code x-clients}); empty where any may
 *     call
 * @param parameters of path, query and header, resolved
 * @param body the schema of its JSON body, resolved
 */
record Operation(
    String service,
    String verb,
    String path,
    Access access,
    Set<String> permissions,
    Set<String> clients,
    List<Parameter> parameters,
    Optional<JsonNode> body) {

  /** Whom an operation lets in. */
  enum Access {
    PUBLIC,
    SIGNED_IN,
    MEMBER,
    SERVICE,
    /** The document doesn't say. */
    UNMARKED
  }

  /**
   * One parameter.
   *
   * @param in path, query or header
   */
  record Parameter(String name, String in, boolean required, JsonNode schema) {}

  Operation {
    permissions = Set.copyOf(permissions);
    clients = Set.copyOf(clients);
    parameters = List.copyOf(parameters);
  }

  /** Whether frontends reach it through the gateway. */
  boolean routed() {
    return !path.startsWith("/internal");
  }

  List<Parameter> in(String place) {
    return parameters.stream().filter(parameter -> parameter.in().equals(place)).toList();
  }

  @Override
  public String toString() {
    return verb + " " + path;
  }
}
