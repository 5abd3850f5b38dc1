package dev.rollcall.e2e.security;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.rollcall.platform.test.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
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
import java.util.Optional;

/** Requests byte by byte: wrong ones can be sent too. */
final class Wire {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(30))
          .build();

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Wire() {}

  /**
   * A request to be sent.
   *
   * @param target path and query, encoded
   * @param shown its body, as reports show it
   */
  record Shot(
      String verb, String target, Map<String, String> headers, BodyPublisher body, String shown) {

    static Shot of(String verb, String target) {
      return new Shot(verb, target, Map.of(), BodyPublishers.noBody(), "");
    }

    Shot json(JsonNode content) {
      return body("application/json", content.toString().getBytes(StandardCharsets.UTF_8));
    }

    Shot body(String mediaType, byte[] content) {
      String text = new String(content, StandardCharsets.UTF_8);
      return new Shot(verb, target, headers, BodyPublishers.ofByteArray(content), text)
          .with("Content-Type", mediaType);
    }

    Shot with(String header, String value) {
      Map<String, String> more = new LinkedHashMap<>(headers);
      more.put(header, value);
      return new Shot(verb, target, more, body, shown);
    }

    Shot as(String token) {
      return token.isEmpty() ? this : with("Authorization", "Bearer " + token);
    }

    @Override
    public String toString() {
      return verb + " " + target + " " + shown.substring(0, Math.min(300, shown.length()));
    }
  }

  /** What came back. */
  record Reply(int status, String mediaType, boolean retryAfter, String body) {

    /** A part is away for a moment, as on a busy machine, and the answer says so honestly. */
    boolean away() {
      return status == 503 && retryAfter;
    }

    boolean problem() {
      return mediaType.startsWith("application/problem+json");
    }

    /** The body as JSON; missing where it is none. */
    JsonNode json() {
      try {
        JsonNode read = JSON.readTree(body);
        return read == null ? MissingNode.getInstance() : read;
      } catch (IOException e) {
        return MissingNode.getInstance();
      }
    }

    /** The problem's code; empty where there is none. */
    String code() {
      return json().path("code").asText("");
    }

    @Override
    public String toString() {
      return status + " " + body.substring(0, Math.min(300, body.length()));
    }
  }

  /** The answer; who is asked to try again does, for a while. */
  static Reply send(URI server, Shot shot) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    return Eventually.there(
        "an answer to " + shot,
        () ->
            Optional.of(sendOnce(server, shot))
                .filter(reply -> !reply.away() || System.nanoTime() > deadline));
  }

  private static Reply sendOnce(URI server, Shot shot) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server + shot.target()))
            .timeout(Duration.ofSeconds(60))
            .method(shot.verb(), shot.body());
    shot.headers().forEach(request::setHeader);
    try {
      HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
      return new Reply(
          response.statusCode(),
          response.headers().firstValue("Content-Type").orElse(""),
          response.headers().firstValue("Retry-After").isPresent(),
          response.body());
    } catch (IOException e) {
      throw new UncheckedIOException("no answer to " + shot, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted at " + shot, e);
    }
  }
}
