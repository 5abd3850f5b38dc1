package dev.rollcall.bench.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The figures of a run, said as they come, and written as a table and as JSON. */
public final class Report {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Consumer<String> say;
  private final Map<String, String> facts;
  private final Map<String, Double> earlier;
  private final List<Figure> figures = new ArrayList<>();
  private final Map<String, List<String>> details = new LinkedHashMap<>();

  /**
   * A report without figures.
   *
   * @param facts what the run was: commit, date, machine
   * @param earlier the JSON of an earlier run, or null
   */
  public Report(Consumer<String> say, Map<String, String> facts, @Nullable Path earlier) {
    this.say = say;
    this.facts = Map.copyOf(facts);
    this.earlier = earlier == null ? Map.of() : read(earlier);
  }

  private static Map<String, Double> read(Path file) {
    try {
      Map<String, Double> figures = new HashMap<>();
      for (JsonNode figure : JSON.readTree(file.toFile()).path("figures")) {
        figures.put(
            key(figure.path("scenario").asText(), figure.path("name").asText()),
            figure.path("value").asDouble());
      }
      return figures;
    } catch (IOException e) {
      throw new UncheckedIOException("Can't read " + file, e);
    }
  }

  private static String key(String scenario, String name) {
    return scenario + "/" + name;
  }

  /** Adds a figure that has no goal. */
  public void add(String scenario, String name, double value, String unit) {
    add(new Figure(scenario, name, value, unit, null));
  }

  /** Adds a figure beside what it is to reach. */
  public void add(String scenario, String name, double value, String unit, Goal goal) {
    add(new Figure(scenario, name, value, unit, goal));
  }

  private void add(Figure figure) {
    figures.add(figure);
    say.accept("    " + line(figure));
  }

  /** Says something that is no figure. */
  public void note(String text) {
    say.accept("    " + text);
  }

  /** Keeps lines that are too many for the table, for the JSON. */
  public void detail(String name, List<String> lines) {
    details.put(name, List.copyOf(lines));
  }

  private String line(Figure figure) {
    Double before = earlier.get(key(figure.scenario(), figure.name()));
    return "%-58s %10s %-9s %-12s %-4s %s"
        .formatted(
            figure.name(),
            number(figure.value()),
            figure.unit(),
            goal(figure.goal()),
            mark(figure),
            before == null ? "" : "was " + number(before))
        .stripTrailing();
  }

  private static String goal(@Nullable Goal goal) {
    return goal == null ? "" : (goal.atLeast() ? "≥ " : "≤ ") + number(goal.value());
  }

  private static String mark(Figure figure) {
    Goal goal = figure.goal();
    if (goal == null) {
      return "";
    }
    return goal.reached(figure.value()) ? "yes" : "no";
  }

  private static String number(double value) {
    int decimals = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }

  /** The table, a line for each figure. */
  public String table() {
    StringBuilder table = new StringBuilder();
    facts.forEach((name, value) -> table.append(name).append(": ").append(value).append('\n'));
    String scenario = "";
    for (Figure figure : figures) {
      if (!figure.scenario().equals(scenario)) {
        scenario = figure.scenario();
        table.append('\n').append(scenario).append('\n');
      }
      table.append("  ").append(line(figure)).append('\n');
    }
    return table.toString();
  }

  /** Writes {@code bench.txt} and {@code bench.json} into the folder. */
  public void write(Path folder) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("facts", facts);
    all.put("figures", figures);
    all.put("details", details);
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("bench.txt"), table(), StandardCharsets.UTF_8);
      JSON.writeValue(folder.resolve("bench.json").toFile(), all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
