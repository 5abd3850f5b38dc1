package dev.rollcall.local.gateway;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What a service learns of the caller. This gateway is the edge: whatever the caller claims about
 * itself is replaced.
 */
final class ForwardedHeaders {

  static final String REQUEST_ID = "X-Request-Id";

  private static final Pattern REQUEST_ID_FORM = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  /** What a proxy says of the caller; {@code X-Forwarded-} and whatever follows too. */
  private static final List<String> CLAIMS = List.of("Forwarded", "X-Real-IP");

  private static final String CLAIM_PREFIX = "X-Forwarded-";

  /** RFC 9110 §7.6.1: these speak of one connection, never of the next. */
  private static final List<String> HOP_BY_HOP =
      List.of(
          "Connection",
          "Keep-Alive",
          "Proxy-Authenticate",
          "Proxy-Connection",
          "TE",
          "Trailer",
          "Upgrade");

  private ForwardedHeaders() {}

  /** The caller's request id where it is a sane one, else a new one. */
  static String requestId(HttpServerRequest request) {
    String given = request.getHeader(REQUEST_ID);
    return given != null && REQUEST_ID_FORM.matcher(given).matches()
        ? given
        : UUID.randomUUID().toString();
  }

  /** Rewrites the headers on their way to the service. */
  static void toService(HttpServerRequest request, MultiMap headers, String requestId) {
    dropHopByHop(headers);
    CLAIMS.forEach(headers::remove);
    dropStarting(CLAIM_PREFIX, headers);
    headers.set("X-Forwarded-For", request.remoteAddress().hostAddress());
    headers.set("X-Forwarded-Proto", "http");
    HostAndPort authority = request.authority();
    if (authority != null) {
      headers.set("X-Forwarded-Host", authority.toString());
      headers.set("X-Forwarded-Port", String.valueOf(authority.port() > 0 ? authority.port() : 80));
    }
    headers.set(REQUEST_ID, requestId);
  }

  /** Rewrites the headers on their way to the caller. */
  static void toCaller(MultiMap headers, String requestId) {
    dropHopByHop(headers);
    headers.set(REQUEST_ID, requestId);
  }

  private static void dropStarting(String prefix, MultiMap headers) {
    List.copyOf(headers.names()).stream()
        .filter(name -> name.regionMatches(true, 0, prefix, 0, prefix.length()))
        .forEach(headers::remove);
  }

  private static void dropHopByHop(MultiMap headers) {
    for (String named : headers.getAll("Connection")) {
      for (String header : named.split(",")) {
        headers.remove(header.strip());
      }
    }
    HOP_BY_HOP.forEach(headers::remove);
  }
}
