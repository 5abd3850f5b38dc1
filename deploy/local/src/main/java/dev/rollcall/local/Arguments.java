package dev.rollcall.local;

import dev.rollcall.local.stack.PortPlan;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/**
 * What {@code rollcall} was asked for.
 *
 * @param once whether the demo ends when its story is told
 * @param fresh whether data of earlier runs is dropped
 * @param ports where everything listens, and how many replicas each service has
 * @param data the data folder
 */
record Arguments(Command command, boolean once, boolean fresh, PortPlan ports, Path data) {

  /** What to do. */
  enum Command {
    DEMO,
    UP
  }

  /**
   * Reads the arguments of the command line.
   *
   * @param standardData the data folder where none is given
   * @throws IllegalArgumentException with a message for people
   */
  static Arguments parse(List<String> arguments, Path standardData) {
    Command command = command(arguments.isEmpty() ? "" : arguments.getFirst());
    boolean once = false;
    boolean fresh = false;
    int offset = 0;
    int replicas = 1;
    Path data = standardData;
    Iterator<String> rest = arguments.stream().skip(1).iterator();
    while (rest.hasNext()) {
      String option = rest.next();
      switch (option) {
        case "--once" -> once = true;
        case "--fresh" -> fresh = true;
        case "--port-offset" -> offset = number(option, value(option, rest));
        case "--replicas" -> replicas = number(option, value(option, rest));
        case "--data" -> data = Path.of(value(option, rest));
        default -> throw new IllegalArgumentException("Unknown option: " + option);
      }
    }
    if (once && command != Command.DEMO) {
      throw new IllegalArgumentException("--once is for demo only");
    }
    return new Arguments(
        command, once, fresh, new PortPlan(offset, replicas), data.toAbsolutePath().normalize());
  }

  private static Command command(String name) {
    return switch (name) {
      case "demo" -> Command.DEMO;
      case "up" -> Command.UP;
      default -> throw new IllegalArgumentException("Say demo or up, not '" + name + "'");
    };
  }

  private static String value(String option, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new IllegalArgumentException(option + " needs a value");
    }
    return rest.next();
  }

  private static int number(String option, String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(option + " needs a number, not '" + text + "'", e);
    }
  }
}
