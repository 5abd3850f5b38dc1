package dev.rollcall.platform.web.paging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.web.problem.Pointers;
import dev.rollcall.platform.web.problem.RefusalException;
import dev.rollcall.platform.web.resources.CurrentRoute;
import dev.rollcall.platform.web.signing.Seals;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * {@link Paging} with sealed cursors: nobody reads from them at which value of which field a page
 * ended, not even how long that value is.
 */
@ApplicationScoped
class SealedPaging implements Paging {

  private static final int MOST = 200;
  private static final int USUAL = 50;
  private static final String LIMIT = "limit";
  private static final String CURSOR = "cursor";
  private static final String PURPOSE = "cursor";

  /**
   * Sort keys are filled up to a multiple of this, so that the cursor's length tells nothing: more
   * than the longest have, 200 characters of four bytes and an id.
   */
  private static final int BLOCK = 1024;

  private static final TypeReference<List<String>> KEYS = new TypeReference<>() {};

  private final ObjectMapper json;
  private final Seals seals;
  private final CurrentRoute route;

  SealedPaging(ObjectMapper json, Seals seals, CurrentRoute route) {
    this.route = route;
    this.json = json;
    this.seals = seals;
  }

  @Override
  public PageRequest request(UriInfo uri, @Nullable String limit, @Nullable String cursor) {
    return new PageRequest(
        limit == null ? USUAL : limit(limit), cursor == null ? List.of() : keys(uri, cursor));
  }

  @Override
  public <T> RestResponse<Page<T>> answer(
      UriInfo uri, PageRequest request, List<T> found, Function<? super T, List<String>> keys) {
    return answer(uri, request, new Found<>(found, List.of()), keys);
  }

  @Override
  public <T> RestResponse<Page<T>> answer(
      UriInfo uri, PageRequest request, Found<T> found, Function<? super T, List<String>> keys) {
    if (found.items().size() > request.limit()) {
      List<T> items = found.items().subList(0, request.limit());
      return answer(uri, request, items, cursor(uri, keys.apply(items.getLast())));
    }
    return found.reached().isEmpty()
        ? RestResponse.ok(new Page<>(found.items(), null))
        : answer(uri, request, found.items(), cursor(uri, found.reached()));
  }

  private static <T> RestResponse<Page<T>> answer(
      UriInfo uri, PageRequest request, List<T> items, String next) {
    return RestResponse.ResponseBuilder.ok(new Page<>(items, next))
        .header(HttpHeaders.LINK, link(uri, request.limit(), next))
        .build();
  }

  private static int limit(String text) {
    if (!text.matches("[0-9]{1,3}")) {
      throw unusable(LIMIT, "must be a whole number from 1 to 200");
    }
    int limit = Integer.parseInt(text);
    if (limit < 1 || limit > MOST) {
      throw unusable(LIMIT, "must be a whole number from 1 to 200");
    }
    return limit;
  }

  private String cursor(UriInfo uri, List<String> keys) {
    return encode(seals.seal(PURPOSE, list(uri), filled(bytes(keys))));
  }

  private List<String> keys(UriInfo uri, String cursor) {
    return read(seals.open(PURPOSE, list(uri), decode(cursor)).orElseThrow(SealedPaging::foreign));
  }

  /** What a cursor is bound to: the list's path, filters and order. */
  private String list(UriInfo uri) {
    var filters = new TreeMap<String, List<String>>(uri.getQueryParameters());
    filters.remove(LIMIT);
    filters.remove(CURSOR);
    return route.get().path() + "\n" + new String(bytes(filters), StandardCharsets.UTF_8);
  }

  /** Blanks after a JSON text belong to it. */
  private static byte[] filled(byte[] keys) {
    byte[] filled = Arrays.copyOf(keys, Math.ceilDiv(keys.length, BLOCK) * BLOCK);
    Arrays.fill(filled, keys.length, filled.length, (byte) ' ');
    return filled;
  }

  /**
   * A reference relative to the server (RFC 8288 §3.1): services serve the paths that the gateway
   * routes, so it holds in front of the gateway too, whatever host the client used.
   */
  private static String link(UriInfo uri, int limit, String next) {
    var query = new TreeMap<String, List<String>>(uri.getQueryParameters());
    query.put(LIMIT, List.of(Integer.toString(limit)));
    query.put(CURSOR, List.of(next));
    String parameters =
        query.entrySet().stream().map(SealedPaging::parameters).collect(Collectors.joining("&"));
    return "<" + uri.getRequestUri().getRawPath() + "?" + parameters + ">; rel=\"next\"";
  }

  private static String parameters(Map.Entry<String, List<String>> parameter) {
    String name = escape(parameter.getKey());
    return parameter.getValue().stream()
        .map(value -> name + "=" + escape(value))
        .collect(Collectors.joining("&"));
  }

  private static String escape(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /**
   * By way of a text: written to bytes at once, a sign of four bytes would be escaped to twelve.
   */
  private byte[] bytes(Object value) {
    try {
      return json.writeValueAsString(value).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts can always be written", e);
    }
  }

  private List<String> read(byte[] payload) {
    try {
      return json.readValue(payload, KEYS);
    } catch (IOException e) {
      throw foreign();
    }
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] decode(String text) {
    try {
      return Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw foreign();
    }
  }

  private static RefusalException foreign() {
    return unusable(CURSOR, "is not a cursor of this list; start again without it");
  }

  private static RefusalException unusable(String parameter, String message) {
    return new RefusalException(Refusal.invalid(Pointers.query(parameter), message));
  }
}
