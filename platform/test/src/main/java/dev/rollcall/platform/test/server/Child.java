package dev.rollcall.platform.test.server;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/**
 * A child process that never outlives its purpose: written into the book of {@link Children},
 * stopped by the shutdown hook, its output in a log file, its input empty.
 */
public final class Child implements AutoCloseable {

  /** How long a child may take to end before it is ended by force. */
  static final Duration PATIENCE = Duration.ofSeconds(40);

  private static final int TAIL_LINES = 25;

  private static final Set<Child> RUNNING = ConcurrentHashMap.newKeySet();

  /** What is to be done before the children are ended, when this JVM ends. */
  private static final Set<Runnable> FIRST = ConcurrentHashMap.newKeySet();

  /** Set when this JVM ends: a child started then would be left behind. */
  private static volatile boolean ending;

  static {
    Children.endOrphans();
    Runtime.getRuntime().addShutdownHook(new Thread(Child::closeAll, "rollcall-children"));
  }

  private final String name;
  private final String stopSignal;
  private final Process process;
  private final Path log;
  private final Path entry;

  private Child(String name, String stopSignal, Process process, Path log, Path entry) {
    this.name = name;
    this.stopSignal = stopSignal;
    this.process = process;
    this.log = log;
    this.entry = entry;
  }

  /**
   * What to run.
   *
   * @param command program and arguments
   * @param environment added to this JVM's own
   * @param folder working directory
   * @param log where standard output and error are appended
   * @param stopSignal how it wants to be asked to end, {@code TERM} or {@code INT}
   */
  public record Command(
      String name,
      List<String> command,
      Map<String, String> environment,
      Path folder,
      Path log,
      String stopSignal) {

    public Command {
      command = List.copyOf(command);
      environment = Map.copyOf(environment);
    }

    /** A command that ends on {@code TERM}, with this JVM's environment. */
    public static Command of(String name, List<String> command, Path folder, Path log) {
      return new Command(name, command, Map.of(), folder, log, "TERM");
    }

    public Command stoppedBy(String signal) {
      return new Command(name, command, environment, folder, log, signal);
    }

    public Command with(Map<String, String> moreEnvironment) {
      return new Command(name, command, moreEnvironment, folder, log, stopSignal);
    }
  }

  /** Starts the command. */
  public static Child start(Command command) {
    ProcessBuilder builder = new ProcessBuilder(ownSession(command.command()));
    builder.directory(command.folder().toFile());
    builder.environment().putAll(command.environment());
    builder.redirectInput(new File("/dev/null"));
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(command.log().toFile()));
    try {
      Files.createDirectories(command.log().toAbsolutePath().getParent());
      Process process = builder.start();
      Path entry = Children.record(command.name(), command.stopSignal(), process.toHandle());
      Child child = new Child(command.name(), command.stopSignal(), process, command.log(), entry);
      RUNNING.add(child);
      if (ending) {
        child.close();
        throw new ServerFailure(command.name() + " isn't started: everything is being stopped");
      }
      return child;
    } catch (IOException e) {
      throw new ServerFailure("Can't start " + command.name() + ": " + e.getMessage(), e);
    }
  }

  /** Runs the command to its end; a status other than 0 is a failure. */
  static void run(Command command, Duration atMost) {
    try (Child child = start(command)) {
      if (!Poll.until(atMost, () -> !child.process.isAlive())) {
        throw child.failure("took longer than " + atMost.toSeconds() + " s");
      }
      if (child.process.exitValue() != 0) {
        throw child.failure("ended with status " + child.process.exitValue());
      }
    }
  }

  public long pid() {
    return process.pid();
  }

  public boolean alive() {
    return process.isAlive();
  }

  /**
   * Waits until it is so.
   *
   * @throws ServerFailure with the end of the log, when the child ends before or time is up
   */
  public void await(Duration atMost, BooleanSupplier so) {
    boolean settled = Poll.until(atMost, () -> !process.isAlive() || so.getAsBoolean());
    if (!process.isAlive()) {
      throw failure("ended with status " + process.exitValue() + " while starting");
    }
    if (!settled) {
      throw failure("isn't ready after " + atMost.toSeconds() + " s");
    }
  }

  /** A failure that shows the end of the child's log. */
  public ServerFailure failure(String what) {
    return new ServerFailure(name + " " + what + ". Its log is " + log + ":\n" + tail());
  }

  @Override
  public void close() {
    close(PATIENCE);
  }

  /** Asks it to end; ends it by force when it takes longer than that. */
  public void close(Duration patience) {
    Children.end(process.toHandle(), stopSignal, patience);
    Children.strikeOut(entry);
    RUNNING.remove(this);
  }

  /**
   * On Linux every child gets a session of its own, so that Ctrl-C reaches only the launcher, which
   * then stops its children in order. The process id stays the child's: setsid becomes the command.
   */
  static List<String> ownSession(List<String> command) {
    Path setsid = Path.of("/usr/bin/setsid");
    if (!Files.isExecutable(setsid)) {
      return command;
    }
    List<String> all = new ArrayList<>();
    all.add(setsid.toString());
    all.addAll(command);
    return all;
  }

  /**
   * Has {@code action} run when this JVM ends, before every child that is left is ended at once:
   * for whoever knows a better order.
   */
  public static void beforeEnding(Runnable action) {
    FIRST.add(action);
  }

  /** Takes back {@link #beforeEnding}. */
  public static void notBeforeEnding(Runnable action) {
    FIRST.remove(action);
  }

  private static void closeAll() {
    ending = true;
    FIRST.forEach(Runnable::run);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      RUNNING.forEach(child -> threads.execute(child::close));
    }
  }

  private String tail() {
    try {
      List<String> lines =
          new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    } catch (IOException e) {
      return "(no log)";
    }
  }
}
