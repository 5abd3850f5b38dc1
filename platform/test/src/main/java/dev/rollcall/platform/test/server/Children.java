package dev.rollcall.platform.test.server;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The book of child processes: one file per running child in the user's cache folder. A JVM that
 * dies by {@code kill -9} leaves its children behind; the next one finds them here and ends them.
 */
public final class Children {

  /** A process start is known to a clock tick, and computed from a boot time in whole seconds. */
  private static final Duration SAME_START = Duration.ofSeconds(3);

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private Children() {}

  /**
   * A process that can't be mistaken for another one that got the same id later.
   *
   * @param started milliseconds since the epoch; 0 where the system doesn't tell
   */
  private record Identity(long pid, long started) {

    static Identity of(ProcessHandle process) {
      return new Identity(
          process.pid(), process.info().startInstant().map(Instant::toEpochMilli).orElse(0L));
    }

    Optional<ProcessHandle> find() {
      return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::isThis);
    }

    private boolean isThis(ProcessHandle process) {
      return Math.abs(of(process).started() - started) <= SAME_START.toMillis();
    }
  }

  /**
   * Ends every recorded child whose owner is dead, gracefully first. Called before the first child
   * of a JVM is started; calling it again does no harm.
   *
   * @return the names of the children that were ended
   */
  public static List<String> endOrphans() {
    return endOrphans(folder());
  }

  static List<String> endOrphans(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".child"))
          .map(Children::endIfOrphan)
          .flatMap(Optional::stream)
          .toList();
    } catch (IOException e) {
      throw new ServerFailure("Can't read the book of child processes in " + folder, e);
    }
  }

  /**
   * Starts a process that lives as long as another one, not as this JVM: it must end itself when
   * that is gone; where it can't any more, the next start of anything ends it.
   */
  public static Process startFor(
      ProcessHandle owner, String name, List<String> command, Path folder, Path log)
      throws IOException {
    Files.createDirectories(log.toAbsolutePath().getParent());
    Process process =
        new ProcessBuilder(Child.ownSession(command))
            .directory(folder.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    record(folder(), name, "TERM", process.toHandle(), owner);
    return process;
  }

  /** Writes the child into the book; answers the entry, to be struck out when it has ended. */
  static Path record(String name, String stopSignal, ProcessHandle child) {
    return record(folder(), name, stopSignal, child, ProcessHandle.current());
  }

  static Path record(
      Path folder, String name, String stopSignal, ProcessHandle child, ProcessHandle owner) {
    Identity childIdentity = Identity.of(child);
    Identity ownerIdentity = Identity.of(owner);
    Properties entry = new Properties();
    entry.setProperty("name", name);
    entry.setProperty("stopSignal", stopSignal);
    entry.setProperty("pid", Long.toString(childIdentity.pid()));
    entry.setProperty("started", Long.toString(childIdentity.started()));
    entry.setProperty("owner.pid", Long.toString(ownerIdentity.pid()));
    entry.setProperty("owner.started", Long.toString(ownerIdentity.started()));
    Path file = folder.resolve(child.pid() + ".child");
    try (Writer writer = Files.newBufferedWriter(file)) {
      entry.store(writer, null);
      return file;
    } catch (IOException e) {
      throw new ServerFailure("Can't write " + file, e);
    }
  }

  static void strikeOut(Path entry) {
    try {
      Files.deleteIfExists(entry);
    } catch (IOException e) {
      throw new ServerFailure("Can't delete " + entry, e);
    }
  }

  /** Asks the process and its descendants to end, waits, then ends what is left by force. */
  static void end(ProcessHandle process, String stopSignal, Duration patience) {
    List<ProcessHandle> descendants = process.descendants().toList();
    signal(process, stopSignal);
    boolean ended =
        Poll.until(
            patience,
            () -> !process.isAlive() && descendants.stream().noneMatch(ProcessHandle::isAlive));
    if (!ended) {
      process.destroyForcibly();
      descendants.forEach(ProcessHandle::destroyForcibly);
      Poll.until(PATIENCE, () -> !process.isAlive());
    }
  }

  private static void signal(ProcessHandle process, String stopSignal) {
    if (stopSignal.equals("TERM")) {
      process.destroy();
      return;
    }
    try {
      new ProcessBuilder("kill", "-" + stopSignal, Long.toString(process.pid()))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      process.destroy();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroy();
    }
  }

  private static Optional<String> endIfOrphan(Path file) {
    Properties entry = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      entry.load(reader);
    } catch (IOException e) {
      return Optional.empty(); // another JVM struck it out meanwhile
    }
    if (identity(entry, "owner.").find().isPresent()) {
      return Optional.empty();
    }
    Optional<ProcessHandle> orphan = identity(entry, "").find();
    orphan.ifPresent(process -> end(process, entry.getProperty("stopSignal", "TERM"), PATIENCE));
    strikeOut(file);
    return orphan.map(process -> entry.getProperty("name", "?"));
  }

  private static Identity identity(Properties entry, String prefix) {
    return new Identity(
        Long.parseLong(entry.getProperty(prefix + "pid", "0")),
        Long.parseLong(entry.getProperty(prefix + "started", "0")));
  }

  private static Path folder() {
    Path folder = Places.cache().resolve("run");
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new ServerFailure("Can't make " + folder, e);
    }
  }
}
