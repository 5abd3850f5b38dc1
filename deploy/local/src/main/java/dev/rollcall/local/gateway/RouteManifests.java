package dev.rollcall.local.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the HTTPRoutes (Gateway API v1) of a folder of manifests, so that the cluster and this
 * machine share one set of routes.
 */
public final class RouteManifests {

  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Pattern DURATION_PART = Pattern.compile("(\\d+)(ms|h|m|s)");
  private static final Pattern DURATION = Pattern.compile("(?:\\d+(?:ms|h|m|s)){1,4}");

  private RouteManifests() {}

  /**
   * The routes of every {@code *route*.yaml} in {@code folder}; a redirect to TLS is passed over.
   *
   * @throws IllegalArgumentException for a manifest that uses what this gateway does not do,
   *     instead of routing it wrongly
   */
  public static RouteTable read(Path folder) {
    List<Route> routes = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*route*.yaml")) {
      for (Path file : files) {
        routes.addAll(parse(Files.readString(file), file.getFileName().toString()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the routes in " + folder, e);
    }
    if (routes.isEmpty()) {
      throw new IllegalArgumentException("No HTTPRoute in " + folder);
    }
    return new RouteTable(routes);
  }

  /**
   * The routes of one file, which may hold several documents; documents of other kinds are passed
   * over.
   */
  static List<Route> parse(String yaml, String name) {
    List<Route> routes = new ArrayList<>();
    try (MappingIterator<JsonNode> documents = YAML.readerFor(JsonNode.class).readValues(yaml)) {
      while (documents.hasNext()) {
        JsonNode document = documents.next();
        if (document.path("kind").asText().equals("HTTPRoute")) {
          addRules(document.path("spec").path("rules"), name, routes);
        }
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(name + " is not YAML: " + e.getMessage(), e);
    }
    return routes;
  }

  private static void addRules(JsonNode rules, String name, List<Route> routes) {
    require(rules.isArray() && !rules.isEmpty(), name, "has no rules");
    for (JsonNode rule : rules) {
      if (redirectsToTls(rule)) {
        continue;
      }
      require(rule.path("filters").isEmpty(), name, "uses filters");
      JsonNode backends = rule.path("backendRefs");
      require(backends.size() == 1, name, "must name exactly one backend per rule");
      String backend = backends.get(0).path("name").asText();
      Duration timeout = duration(rule.path("timeouts").path("request").asText("0s"), name);
      require(!rule.path("matches").isEmpty(), name, "has a rule without matches");
      for (JsonNode match : rule.path("matches")) {
        require(match.size() == 1 && match.has("path"), name, "matches on more than the path");
        routes.add(route(match.path("path"), backend, timeout, name));
      }
    }
  }

  /** In the cluster only: this gateway has no certificate, and so no listener to redirect to. */
  private static boolean redirectsToTls(JsonNode rule) {
    JsonNode filters = rule.path("filters");
    return rule.path("backendRefs").isEmpty()
        && filters.size() == 1
        && filters.at("/0/type").asText().equals("RequestRedirect")
        && filters.at("/0/requestRedirect/scheme").asText().equals("https");
  }

  private static Route route(JsonNode path, String backend, Duration timeout, String name) {
    String value = path.path("value").asText();
    require(value.startsWith("/"), name, "has a path without a leading slash");
    Route.Kind kind =
        switch (path.path("type").asText()) {
          case "Exact" -> Route.Kind.EXACT;
          case "PathPrefix" -> Route.Kind.PATH_PREFIX;
          default ->
              throw new IllegalArgumentException(
                  name
                      + " has the path match type "
                      + path.path("type")
                      + ", known: Exact, PathPrefix");
        };
    return new Route(kind, value, backend, timeout);
  }

  /** A Gateway API duration (GEP-2257): {@code 1h}, {@code 1m30s}, {@code 500ms}. */
  private static Duration duration(String text, String name) {
    require(DURATION.matcher(text).matches(), name, "has the duration " + text);
    Duration total = Duration.ZERO;
    Matcher part = DURATION_PART.matcher(text);
    while (part.find()) {
      long count = Long.parseLong(part.group(1));
      total =
          total.plus(
              switch (part.group(2)) {
                case "h" -> Duration.ofHours(count);
                case "m" -> Duration.ofMinutes(count);
                case "s" -> Duration.ofSeconds(count);
                default -> Duration.ofMillis(count);
              });
    }
    return total;
  }

  private static void require(boolean holds, String name, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(name + " " + otherwise);
    }
  }
}
