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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the HTTPRoutes (Gateway API v1) of a folder of manifests, when their requests are sent
 * again and which pages may read their answers, so that the cluster and this machine share one set
 * of routes.
 */
public final class RouteManifests {

  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Set<String> MATCHED = Set.of("path", "method", "headers");
  private static final String ANY_VALUE = ".+";
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
    return read(folder, Set.of());
  }

  /**
   * The same, for a machine with frontends of its own.
   *
   * @param furtherOrigins theirs, beside those of the manifests
   */
  public static RouteTable read(Path folder, Set<String> furtherOrigins) {
    RetryManifests retries = new RetryManifests();
    CorsManifests cors = new CorsManifests(furtherOrigins);
    read(folder, "*policy*.yaml", (yaml, name) -> documents(yaml, name, retries::add));
    read(folder, "*policy*.yaml", (yaml, name) -> documents(yaml, name, cors::add));
    List<Route> routes = new ArrayList<>();
    read(folder, "*route*.yaml", (yaml, name) -> routes.addAll(parse(yaml, name, retries, cors)));
    if (routes.isEmpty()) {
      throw new IllegalArgumentException("No HTTPRoute in " + folder);
    }
    return new RouteTable(routes);
  }

  private static void read(Path folder, String glob, BiConsumer<String, String> each) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, glob)) {
      for (Path file : files) {
        each.accept(Files.readString(file), file.getFileName().toString());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the routes in " + folder, e);
    }
  }

  /**
   * The routes of one file, which may hold several documents; documents of other kinds are passed
   * over.
   */
  static List<Route> parse(String yaml, String name, RetryManifests retries, CorsManifests cors) {
    List<Route> routes = new ArrayList<>();
    documents(yaml, name, (document, file) -> addRoutes(document, file, retries, cors, routes));
    return routes;
  }

  private static void documents(String yaml, String name, BiConsumer<JsonNode, String> each) {
    try (MappingIterator<JsonNode> documents = YAML.readerFor(JsonNode.class).readValues(yaml)) {
      while (documents.hasNext()) {
        each.accept(documents.next(), name);
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(name + " is not YAML: " + e.getMessage(), e);
    }
  }

  private static void addRoutes(
      JsonNode document,
      String name,
      RetryManifests retries,
      CorsManifests cors,
      List<Route> routes) {
    if (!document.path("kind").asText().equals("HTTPRoute")) {
      return;
    }
    String gateway = document.at("/spec/parentRefs/0/name").asText();
    String route = document.at("/metadata/name").asText();
    JsonNode rules = document.at("/spec/rules");
    require(rules.isArray() && !rules.isEmpty(), name, "has no rules");
    for (JsonNode rule : rules) {
      if (!redirectsToTls(rule)) {
        RetryPolicy retry = retries.of(gateway, route, rule.path("name").asText());
        addRule(rule, retry, cors.of(route), name, routes);
      }
    }
  }

  private static void addRule(
      JsonNode rule, RetryPolicy retry, CorsPolicy cors, String name, List<Route> routes) {
    require(rule.path("filters").isEmpty(), name, "uses filters");
    JsonNode backends = rule.path("backendRefs");
    require(backends.size() == 1, name, "must name exactly one backend per rule");
    String backend = backends.get(0).path("name").asText();
    Duration timeout = duration(rule.path("timeouts").path("request").asText("0s"), name);
    require(!rule.path("matches").isEmpty(), name, "has a rule without matches");
    for (JsonNode match : rule.path("matches")) {
      JsonNode path = match.path("path");
      routes.add(
          new Route(
              kind(path, name),
              path.path("value").asText(),
              condition(match, name),
              backend,
              timeout,
              retry,
              cors));
    }
  }

  private static Condition condition(JsonNode match, String name) {
    for (Map.Entry<String, JsonNode> field : match.properties()) {
      require(MATCHED.contains(field.getKey()), name, "matches on " + field.getKey());
    }
    Set<String> headers = new HashSet<>();
    for (JsonNode header : match.path("headers")) {
      require(
          header.path("type").asText().equals("RegularExpression")
              && header.path("value").asText().equals(ANY_VALUE),
          name,
          "matches on a header other than by its being there (" + ANY_VALUE + ")");
      headers.add(header.path("name").asText());
    }
    return new Condition(Optional.ofNullable(match.get("method")).map(JsonNode::asText), headers);
  }

  /** In the cluster only: this gateway has no certificate, and so no listener to redirect to. */
  private static boolean redirectsToTls(JsonNode rule) {
    JsonNode filters = rule.path("filters");
    return rule.path("backendRefs").isEmpty()
        && filters.size() == 1
        && filters.at("/0/type").asText().equals("RequestRedirect")
        && filters.at("/0/requestRedirect/scheme").asText().equals("https");
  }

  private static Route.Kind kind(JsonNode path, String name) {
    require(
        path.path("value").asText().startsWith("/"), name, "has a path without a leading slash");
    return switch (path.path("type").asText()) {
      case "Exact" -> Route.Kind.EXACT;
      case "PathPrefix" -> Route.Kind.PATH_PREFIX;
      default ->
          throw new IllegalArgumentException(
              name
                  + " has the path match type "
                  + path.path("type")
                  + ", known: Exact, PathPrefix");
    };
  }

  /** A Gateway API duration (GEP-2257): {@code 1h}, {@code 1m30s}, {@code 500ms}. */
  static Duration duration(String text, String name) {
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
