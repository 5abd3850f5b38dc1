package dev.rollcall.platform.web.etag;

import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.outcome.Refusal;
import org.jspecify.annotations.Nullable;

/** ETag and If-Match (RFC 9110 §8.8.3, §13.1.1) over an aggregate's version. */
public final class Versions {

  private Versions() {}

  /** The strong ETag of that version, quotes included. */
  public static String etag(long version) {
    return "\"" + version + "\"";
  }

  /**
   * Whether a change may go on.
   *
   * @param ifMatch the header's value; null or {@code *} always matches
   */
  public static Outcome<Long> check(@Nullable String ifMatch, long version) {
    if (ifMatch == null || ifMatch.isBlank() || ifMatch.strip().equals("*")) {
      return Outcome.done(version);
    }
    for (String candidate : ifMatch.split(",")) {
      if (candidate.strip().equals(etag(version))) {
        return Outcome.done(version);
      }
    }
    return Outcome.refused(
        Refusal.of(
            Refusal.Kind.STALE, "STALE_VERSION", "Somebody changed it meanwhile; read it again."));
  }
}
