package dev.rollcall.local.gateway;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The path of a request in its one normal form (RFC 3986 §6.2.2): unreserved characters decoded,
 * dot segments resolved, empty segments dropped. Routing and forwarding use the same form, so the
 * gateway and a service never read one path in two ways.
 *
 * @param value starts with a slash
 */
record RequestPath(String value) {

  private static final String UNRESERVED_MARKS = "-._~";
  private static final Pattern ESCAPE = Pattern.compile("%\\p{XDigit}{2}");

  /**
   * Normalises {@code raw}, the path of a request line without its query.
   *
   * @return empty for a path that servers disagree about: a broken escape, an escaped or literal
   *     backslash, an escaped slash, a control character, or a dot segment with parameters ({@code
   *     ..;x})
   */
  static Optional<RequestPath> of(String raw) {
    if (!raw.startsWith("/")) {
      return Optional.empty();
    }
    return decodeUnreserved(raw).flatMap(RequestPath::resolveSegments);
  }

  /** Whether the first segment is one that only services themselves may call. */
  boolean closed() {
    return startsWith("/internal") || startsWith("/q");
  }

  /** Whether every escape of the query is one; null is no query. */
  static boolean isReadableQuery(@Nullable String query) {
    return query == null
        || query.chars().filter(c -> c == '%').count() == ESCAPE.matcher(query).results().count();
  }

  /**
   * Whole segments only: {@code /identity} starts {@code /identity/v1} but not {@code /identityx}.
   */
  boolean startsWith(String prefix) {
    if (prefix.endsWith("/")) {
      return value.startsWith(prefix);
    }
    return value.equals(prefix) || value.startsWith(prefix + "/");
  }

  private static Optional<String> decodeUnreserved(String raw) {
    StringBuilder out = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%') {
        int octet = octet(raw, i + 1);
        if (octet < 0x20 || octet == 0x7f || octet == '/' || octet == '\\') {
          return Optional.empty();
        }
        out.append(unreserved(octet) ? String.valueOf((char) octet) : raw.substring(i, i + 3));
        i += 2;
      } else if (c <= ' ' || c == '\\' || c == '#' || c == 0x7f) {
        return Optional.empty();
      } else {
        out.append(c);
      }
    }
    return Optional.of(out.toString());
  }

  /** The octet of the two hex digits at {@code at}; -1 when they are not two hex digits. */
  private static int octet(String raw, int at) {
    if (at + 2 > raw.length()) {
      return -1;
    }
    int high = Character.digit(raw.charAt(at), 16);
    int low = Character.digit(raw.charAt(at + 1), 16);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }

  private static boolean unreserved(int octet) {
    return (octet >= 'a' && octet <= 'z')
        || (octet >= 'A' && octet <= 'Z')
        || (octet >= '0' && octet <= '9')
        || UNRESERVED_MARKS.indexOf(octet) >= 0;
  }

  private static Optional<RequestPath> resolveSegments(String path) {
    Deque<String> segments = new ArrayDeque<>();
    for (String segment : path.split("/")) {
      int parameters = segment.indexOf(';');
      String name = parameters < 0 ? segment : segment.substring(0, parameters);
      if (parameters >= 0 && (name.isEmpty() || dots(name))) {
        return Optional.empty();
      }
      if (name.equals("..")) {
        segments.pollLast();
      } else if (!name.isEmpty() && !name.equals(".")) {
        segments.addLast(segment);
      }
    }
    String joined = "/" + String.join("/", segments);
    boolean folder = path.endsWith("/") || path.endsWith("/.") || path.endsWith("/..");
    return Optional.of(new RequestPath(folder && !joined.equals("/") ? joined + "/" : joined));
  }

  private static boolean dots(String segment) {
    return segment.equals(".") || segment.equals("..");
  }
}
