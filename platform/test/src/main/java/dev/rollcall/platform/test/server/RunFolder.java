package dev.rollcall.platform.test.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A folder for the data and logs of one JVM's servers, under {@code target/servers} of the module
 * that runs. Data of JVMs that are gone is deleted; their logs stay until the next build is clean.
 */
public final class RunFolder {

  private final Path folder;

  private RunFolder(Path folder) {
    this.folder = folder;
  }

  /** The folder of this JVM; what dead JVMs have left is cleaned up on the way. */
  public static RunFolder ofThisJvm() {
    Path all = Path.of("target", "servers").toAbsolutePath();
    try {
      Files.createDirectories(all);
      deleteDataOfTheDead(all);
    } catch (IOException e) {
      throw new ServerFailure("Can't prepare " + all, e);
    }
    return new RunFolder(all.resolve(Long.toString(ProcessHandle.current().pid())));
  }

  /** The data folder of that server; not made yet. */
  public Path data(String server) {
    return folder.resolve("data").resolve(server);
  }

  /** The folder of all log files. */
  public Path logs() {
    return folder.resolve("logs");
  }

  // One at a time: the servers of a test start side by side.
  private static synchronized void deleteDataOfTheDead(Path all) throws IOException {
    Children.endOrphans();
    try (Stream<Path> folders = Files.list(all)) {
      folders.filter(RunFolder::ofADeadJvm).forEach(dead -> Places.delete(dead.resolve("data")));
    }
  }

  private static boolean ofADeadJvm(Path folder) {
    String pid = folder.getFileName().toString();
    return pid.chars().allMatch(Character::isDigit)
        && ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive).isEmpty();
  }
}
