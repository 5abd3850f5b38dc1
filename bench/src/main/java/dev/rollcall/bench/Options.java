package dev.rollcall.bench;

import dev.rollcall.platform.test.server.Places;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code ./rollcall bench} was asked for.
 *
 * @param scenarios by name; none for all
 * @param compare the JSON of an earlier run, or null
 * @param users in one company, where data is filled in
 * @param companies where data is filled in
 */
record Options(
    List<String> scenarios,
    @Nullable Path compare,
    boolean quick,
    int portOffset,
    Path data,
    int users,
    int companies) {

  private static final int STANDARD_OFFSET = 15_000;
  private static final int STANDARD_USERS = 1_000_000;
  private static final int STANDARD_COMPANIES = 10_000;

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException with a message for people
   */
  static Options parse(List<String> arguments) {
    List<String> scenarios = new ArrayList<>();
    Path compare = null;
    boolean quick = false;
    int offset = STANDARD_OFFSET;
    Path data = Places.root().resolve("target/bench/stack");
    int users = 0;
    int companies = 0;
    Iterator<String> rest = arguments.iterator();
    while (rest.hasNext()) {
      String next = rest.next();
      switch (next) {
        case "--quick" -> quick = true;
        case "--compare" -> compare = Path.of(value(next, rest));
        case "--port-offset" -> offset = number(next, rest);
        case "--data" -> data = Path.of(value(next, rest));
        case "--users" -> users = number(next, rest);
        case "--companies" -> companies = number(next, rest);
        default -> {
          if (next.startsWith("-")) {
            throw new IllegalArgumentException("Unknown option: " + next);
          }
          scenarios.add(next);
        }
      }
    }
    return new Options(
        List.copyOf(scenarios),
        compare,
        quick,
        offset,
        data.toAbsolutePath().normalize(),
        users > 0 ? users : quick ? STANDARD_USERS / 100 : STANDARD_USERS,
        companies > 0 ? companies : quick ? STANDARD_COMPANIES / 100 : STANDARD_COMPANIES);
  }

  private static String value(String option, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new IllegalArgumentException(option + " needs a value");
    }
    return rest.next();
  }

  private static int number(String option, Iterator<String> rest) {
    String text = value(option, rest);
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(option + " needs a number, not '" + text + "'", e);
    }
  }
}
