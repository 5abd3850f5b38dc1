package dev.rollcall.local.story;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Calls under one address, as one caller. Immutable; may be shared by threads. */
public final class Api {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final URI base;
  private final Map<String, String> headers;

  private Api(URI base, Map<String, String> headers) {
    this.base = base;
    this.headers = Map.copyOf(headers);
  }

  /** Calls without sign-in. */
  public static Api at(URI base) {
    return new Api(base, Map.of());
  }

  /** The same, signed in with an access token. */
  public Api as(String token) {
    return with("Authorization", "Bearer " + token);
  }

  /** The same with one more header on every call. */
  public Api with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Api(base, more);
  }

  public URI base() {
    return base;
  }

  public Answer get(String path) {
    return send("GET", path, BodyPublishers.noBody(), "");
  }

  public Answer post(String path, Object body) {
    return send("POST", path, json(body), "application/json");
  }

  public Answer put(String path, Object body) {
    return send("PUT", path, json(body), "application/json");
  }

  public Answer patch(String path, Object body) {
    return send("PATCH", path, json(body), "application/json");
  }

  public Answer delete(String path) {
    return send("DELETE", path, BodyPublishers.noBody(), "");
  }

  /** Posts a form, as token endpoints want it. */
  public Answer form(String path, Map<String, String> fields) {
    String body =
        fields.entrySet().stream()
            .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
            .collect(Collectors.joining("&"));
    return send("POST", path, BodyPublishers.ofString(body), "application/x-www-form-urlencoded");
  }

  /** One value for a query or a path segment. */
  public static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private Answer send(String method, String path, BodyPublisher body, String mediaType) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(Duration.ofSeconds(40))
            .method(method, body);
    headers.forEach(request::setHeader);
    if (!mediaType.isEmpty()) {
      request.setHeader("Content-Type", mediaType);
    }
    long began = System.nanoTime();
    try {
      HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      return new Answer(
          method + " " + path,
          response.statusCode(),
          parse(response.body()),
          response.headers(),
          took);
    } catch (IOException e) {
      throw new StoryFailure("%s %s got no answer: %s".formatted(method, base.resolve(path), e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoryFailure("Interrupted at " + method + " " + path);
    }
  }

  private static BodyPublisher json(Object body) {
    try {
      return BodyPublishers.ofString(JSON.writeValueAsString(body));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + body, e);
    }
  }

  private static JsonNode parse(String body) {
    try {
      return body.isBlank() ? MissingNode.getInstance() : JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }
}
