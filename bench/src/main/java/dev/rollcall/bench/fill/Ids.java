package dev.rollcall.bench.fill;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ids of copies, the same in every database because they follow from the company, the kind and the
 * number. They rise with the number, as the time-ordered ids of the services do.
 */
final class Ids {

  private final UUID company;
  private final Map<String, String> prefixes = new ConcurrentHashMap<>();

  Ids(UUID company) {
    this.company = company;
  }

  /** An SQL expression over the number {@code n}. */
  String sql(String kind) {
    return "('" + prefix(kind) + "' || lpad(to_hex(n), 12, '0'))::uuid";
  }

  UUID of(String kind, int n) {
    return UUID.fromString(prefix(kind) + "%012x".formatted(n));
  }

  /**
   * An SQL expression for an id that only rows of the same copy name.
   *
   * @param kind keeps the copies for one purpose from those for another
   */
  static String mapped(String column, String kind) {
    return "md5(p.%s::text || '%s' || n)::uuid".formatted(column, kind);
  }

  /** The same over a hash. */
  static String hashed(String column, String kind) {
    return "sha256(p.%s || convert_to('%s' || n, 'UTF8'))".formatted(column, kind);
  }

  private String prefix(String kind) {
    return prefixes.computeIfAbsent(
        kind,
        it -> {
          String random =
              UUID.nameUUIDFromBytes(
                      (company + it).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                  .toString();
          return random.substring(0, 13) + "-7000-8000-";
        });
  }
}
