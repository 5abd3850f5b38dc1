package dev.rollcall.platform.text;

import java.time.ZoneId;
import java.util.Set;
import java.util.stream.Collectors;

/** The names of time zones that are taken: those of the IANA tz database, links included. */
public final class TimeZones {

  /** The JDK's own, which the tz database never had in its builds. */
  private static final String OF_JDK_ONLY = "SystemV/";

  private static final Set<String> NAMES =
      ZoneId.getAvailableZoneIds().stream()
          .filter(name -> !name.startsWith(OF_JDK_ONLY))
          .collect(Collectors.toUnmodifiableSet());

  private TimeZones() {}

  /** Whether it names a zone, in its exact spelling; offsets and abbreviations don't. */
  public static boolean isName(String name) {
    return NAMES.contains(name);
  }
}
