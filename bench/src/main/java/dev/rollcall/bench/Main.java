package dev.rollcall.bench;

import dev.rollcall.bench.fill.Fill;
import dev.rollcall.bench.load.Load;
import dev.rollcall.bench.report.Report;
import dev.rollcall.bench.scenario.BatchScenario;
import dev.rollcall.bench.scenario.Bench;
import dev.rollcall.bench.scenario.CostScenario;
import dev.rollcall.bench.scenario.EventsScenario;
import dev.rollcall.bench.scenario.FloorScenario;
import dev.rollcall.bench.scenario.GrowthScenario;
import dev.rollcall.bench.scenario.IdleScenario;
import dev.rollcall.bench.scenario.InviteScenario;
import dev.rollcall.bench.scenario.JoinScenario;
import dev.rollcall.bench.scenario.Scenario;
import dev.rollcall.bench.scenario.StartScenario;
import dev.rollcall.bench.stack.OriginalCompany;
import dev.rollcall.bench.stack.RunningSuite;
import dev.rollcall.local.story.StoryFailure;
import dev.rollcall.platform.test.server.Places;
import dev.rollcall.platform.test.server.ServerFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * {@code ./rollcall bench}: starts the packaged suite, measures, and writes a table and JSON. Ends
 * with 0 when it has measured, whatever came out, 1 when it couldn't, 2 for a wrong command line.
 */
public final class Main {

  private static final int WRONG = 1;
  private static final int MISUSED = 2;
  private static final String FILL = "fill";

  /** In this order, so that none finds the data of one that leaves much behind. */
  private static List<Scenario> scenarios(Options options) {
    return List.of(
        new FloorScenario(),
        new IdleScenario(),
        new InviteScenario(),
        new CostScenario(),
        new JoinScenario(),
        new BatchScenario(),
        new GrowthScenario(options.users(), options.companies()),
        new EventsScenario());
  }

  private final Options options;
  private final Path folder = Places.root().resolve("target/bench");

  private Main(Options options) {
    this.options = options;
  }

  /** Runs the command. */
  public static void main(String[] args) {
    System.exit(run(List.of(args)));
  }

  private static int run(List<String> args) {
    try {
      if (args.equals(List.of("list"))) {
        list();
        return 0;
      }
      Options options = Options.parse(args);
      Main bench = new Main(options);
      if (options.scenarios().equals(List.of(FILL))) {
        bench.fill();
      } else {
        bench.measure(chosen(options));
      }
      return 0;
    } catch (IllegalArgumentException e) {
      say("rollcall: " + e.getMessage());
      return MISUSED;
    } catch (ServerFailure | StoryFailure e) {
      say("\n" + e.getMessage());
      return WRONG;
    }
  }

  private static void list() {
    say("  %-8s %s".formatted(StartScenario.NAME, StartScenario.ABOUT));
    scenarios(Options.parse(List.of()))
        .forEach(it -> say("  %-8s %s".formatted(it.name(), it.about())));
    say("  %-8s %s".formatted(FILL, "starts a suite, fills it, and leaves it running"));
  }

  private static List<Scenario> chosen(Options options) {
    List<Scenario> all = scenarios(options);
    List<String> known = new ArrayList<>(all.stream().map(Scenario::name).toList());
    known.add(StartScenario.NAME);
    for (String name : options.scenarios()) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "There is no scenario '%s'; there are %s".formatted(name, String.join(", ", known)));
      }
    }
    return all.stream()
        .filter(it -> options.scenarios().isEmpty() || options.scenarios().contains(it.name()))
        .toList();
  }

  private void measure(List<Scenario> scenarios) {
    make(folder);
    Report report = new Report(Main::say, facts(), options.compare());
    say("Starting the suite (data and logs in " + options.data() + ")");
    RunningSuite suite =
        RunningSuite.fresh(options.data(), folder.resolve("suite.log"), options.portOffset());
    try {
      StartScenario.report(suite, "empty data", report);
      if (starts()) {
        suite.close();
        suite =
            RunningSuite.again(options.data(), folder.resolve("suite.log"), options.portOffset());
        StartScenario.report(suite, "again", report);
      }
      try (Load load = Load.start(folder.resolve("load.log"))) {
        Bench bench = new Bench(suite, load, report, options.quick());
        for (Scenario scenario : scenarios) {
          run(scenario, bench);
          report.write(folder);
        }
      }
    } finally {
      suite.close();
    }
    report.write(folder);
    say("\n" + report.table());
    say("Written to " + folder.resolve("bench.txt") + " and bench.json");
  }

  /** Whether the second start is to be measured: a minute that a single scenario doesn't need. */
  private boolean starts() {
    return options.scenarios().contains(StartScenario.NAME)
        || (options.scenarios().isEmpty() && !options.quick());
  }

  private void fill() {
    make(folder);
    try (RunningSuite suite =
        RunningSuite.fresh(options.data(), folder.resolve("suite.log"), options.portOffset())) {
      OriginalCompany original = OriginalCompany.make(suite);
      Fill fill = new Fill(suite::admin, original.id(), line -> say("    " + line));
      say("%,d companies".formatted(options.companies()));
      fill.companies(options.companies());
      say("%,d users of %s".formatted(options.users(), original.id()));
      fill.users(options.users());
      say(
          "Filled. %s, founder %s; Ctrl-C stops everything, the data stays in %s."
              .formatted(suite.gatewayUrl(), original.company().founder(), options.data()));
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void run(Scenario scenario, Bench bench) {
    say("\n" + scenario.name() + ": " + scenario.about());
    long began = System.nanoTime();
    scenario.run(bench);
    say("    took " + Duration.ofNanos(System.nanoTime() - began).toSeconds() + " s");
  }

  private static Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("when", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    facts.put("commit", commit());
    facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
    facts.put("java", Runtime.version().toString());
    facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    return facts;
  }

  /** Empty where this is no clone or there is no git. */
  private static String commit() {
    try {
      Process git =
          new ProcessBuilder("git", "describe", "--always", "--dirty")
              .directory(Places.root().toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return "";
    }
  }

  private static void make(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void say(String line) {
    System.out.println(line);
  }
}
