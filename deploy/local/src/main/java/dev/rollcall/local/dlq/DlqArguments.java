package dev.rollcall.local.dlq;

import dev.rollcall.local.stack.PortPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * What {@code rollcall dlq} was asked for.
 *
 * @param bootstrap the bootstrap servers of Kafka
 * @param clients a file of further settings of Kafka clients, for a cluster that wants a login
 */
record DlqArguments(Request request, String bootstrap, Optional<Path> clients) {

  private static final String HINT = "; ./rollcall help has the commands";
  private static final int SHOWN = 20;

  /** One of the three commands. */
  sealed interface Request {}

  /** Every topic that has dead letters. */
  record ListAll() implements Request {}

  /** The dead letters of a topic, the newest {@code limit} of them. */
  record Show(DlqTopic topic, int limit, boolean payload) implements Request {}

  /** Sends those with that event id again, or without one all that weren't replayed yet. */
  record Replay(DlqTopic topic, Optional<String> eventId) implements Request {}

  /**
   * Reads what follows {@code dlq} on the command line.
   *
   * @throws IllegalArgumentException with a message for people
   */
  static DlqArguments parse(List<String> arguments) {
    Words words = Words.of(arguments);
    DlqArguments parsed =
        new DlqArguments(
            request(words),
            words.value("--bootstrap").orElseGet(() -> "localhost:" + kafka(words)),
            words.value("--config").map(Path::of));
    words.expectNoMore();
    return parsed;
  }

  private static Request request(Words words) {
    return switch (words.next("say list, show or replay" + HINT)) {
      case "list" -> new ListAll();
      case "show" -> new Show(topic(words), limit(words), words.flag("--payload"));
      case "replay" -> replay(topic(words), words);
      case String other ->
          throw new IllegalArgumentException(
              "dlq: say list, show or replay, not '" + other + "'" + HINT);
    };
  }

  private static DlqTopic topic(Words words) {
    return new DlqTopic(words.next("name a dead-letter topic; ./rollcall dlq list has them"));
  }

  private static Replay replay(DlqTopic topic, Words words) {
    Optional<String> eventId = words.value("--id");
    if (words.flag("--all") == eventId.isPresent()) {
      throw new IllegalArgumentException("dlq replay: say either --id EVENT_ID or --all");
    }
    return new Replay(topic, eventId);
  }

  private static int limit(Words words) {
    int limit = words.value("--limit").map(text -> number("--limit", text)).orElse(SHOWN);
    if (limit < 1) {
      throw new IllegalArgumentException("--limit must be at least 1, not " + limit);
    }
    return limit;
  }

  private static int kafka(Words words) {
    int offset = words.value("--port-offset").map(text -> number("--port-offset", text)).orElse(0);
    return new PortPlan(offset).kafka();
  }

  private static int number(String option, String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(option + " needs a number, not '" + text + "'", e);
    }
  }

  /** What is left of the command line. */
  private record Words(List<String> left) {

    static Words of(List<String> arguments) {
      return new Words(new ArrayList<>(arguments));
    }

    /** The next word that is no option. */
    String next(String otherwise) {
      if (left.isEmpty() || left.getFirst().startsWith("--")) {
        throw new IllegalArgumentException("dlq: " + otherwise);
      }
      return left.removeFirst();
    }

    boolean flag(String option) {
      return left.remove(option);
    }

    Optional<String> value(String option) {
      int at = left.indexOf(option);
      if (at < 0) {
        return Optional.empty();
      }
      left.remove(at);
      if (at == left.size()) {
        throw new IllegalArgumentException(option + " needs a value");
      }
      return Optional.of(left.remove(at));
    }

    void expectNoMore() {
      Iterator<String> rest = left.iterator();
      if (rest.hasNext()) {
        throw new IllegalArgumentException("dlq: unknown option '" + rest.next() + "'" + HINT);
      }
    }
  }
}
