package dev.rollcall.platform.web.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Reads the suite's scalar types from text, in exactly one notation each. */
public final class Scalars {

  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}");

  private Scalars() {}

  /** A UUID of any version, 36 characters; {@code UUID.fromString} alone would take "1-1-1-1-1". */
  public static Optional<UUID> uuid(String text) {
    return UUID_FORM.matcher(text).matches()
        ? Optional.of(UUID.fromString(text))
        : Optional.empty();
  }

  /** An RFC 3339 instant of the years 1–9999, which PostgreSQL can keep. */
  public static Optional<Instant> instant(String text) {
    try {
      return Optional.of(DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from))
          .filter(Scalars::storable);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** An ISO day of the years 1–9999. */
  public static Optional<LocalDate> day(String text) {
    try {
      return Optional.of(LocalDate.parse(text))
          .filter(day -> day.getYear() >= 1 && day.getYear() <= 9999);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static boolean storable(Instant instant) {
    return !instant.isBefore(Instant.parse("0001-01-01T00:00:00Z"))
        && instant.isBefore(Instant.parse("+10000-01-01T00:00:00Z"));
  }
}
