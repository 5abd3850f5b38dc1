package dev.rollcall.local.story;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * As much of a browser as signing in needs: cookies and redirects. One jar for one site; like real
 * browsers it sends cookies marked Secure to localhost without TLS, which {@link
 * java.net.CookieManager} doesn't.
 */
public final class Browser {

  private static final int MOST_REDIRECTS = 10;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final Map<String, String> cookies = new LinkedHashMap<>();

  /**
   * Where opening an address ends.
   *
   * @param at the last address
   * @param status its status; 3xx only when it leads to where the caller wanted to stop
   */
  public record Page(URI at, int status, String body) {}

  /** Opens {@code address} and follows redirects until a page is there. */
  public Page open(URI address) {
    URI at = address;
    for (int i = 0; i < MOST_REDIRECTS; i++) {
      HttpResponse<String> response = get(at);
      URI next = target(at, response);
      if (next == null) {
        return new Page(at, response.statusCode(), response.body());
      }
      at = next;
    }
    throw new StoryFailure(address + " leads in circles");
  }

  /** Where {@code address} redirects to, without going there. */
  public URI redirect(URI address) {
    HttpResponse<String> response = get(address);
    URI next = target(address, response);
    if (next == null) {
      throw new StoryFailure(
          "%s answered %d instead of a redirect".formatted(address, response.statusCode()));
    }
    return next;
  }

  private static @org.jspecify.annotations.Nullable URI target(
      URI from, HttpResponse<String> response) {
    return response.statusCode() / 100 == 3
        ? response.headers().firstValue("Location").map(from::resolve).orElse(null)
        : null;
  }

  private HttpResponse<String> get(URI address) {
    HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(30));
    if (!cookies.isEmpty()) {
      request.header(
          "Cookie",
          cookies.entrySet().stream()
              .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
              .collect(Collectors.joining("; ")));
    }
    try {
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
      response.headers().allValues("Set-Cookie").forEach(this::keep);
      return response;
    } catch (IOException e) {
      throw new StoryFailure("GET " + address + " got no answer: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoryFailure("Interrupted at GET " + address);
    }
  }

  private void keep(String header) {
    String[] attributes = header.split(";");
    String[] pair = attributes[0].split("=", 2);
    boolean expired = header.toLowerCase(java.util.Locale.ROOT).contains("max-age=0");
    if (expired || pair.length < 2 || pair[1].isEmpty()) {
      cookies.remove(pair[0].strip());
    } else {
      cookies.put(pair[0].strip(), pair[1]);
    }
  }
}
