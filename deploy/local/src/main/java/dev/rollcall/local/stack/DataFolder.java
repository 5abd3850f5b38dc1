package dev.rollcall.local.stack;

import dev.rollcall.platform.test.server.ServerFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Everything that one stack keeps: data, logs, secrets. Only one stack at a time may have it open.
 */
final class DataFolder implements AutoCloseable {

  /**
   * Marks a folder that may be emptied: nobody's home folder is deleted by a slip of {@code
   * --data}.
   */
  private static final String LOCK = ".rollcall-data";

  private final Path folder;
  private final FileChannel lock;
  private final boolean used;

  private DataFolder(Path folder, FileChannel lock, boolean used) {
    this.folder = folder;
    this.lock = lock;
    this.used = used;
  }

  /**
   * Opens the folder, which is made when it isn't there.
   *
   * @param fresh whether what is in it is dropped
   * @throws ServerFailure when another stack has it, or it holds something else
   */
  static DataFolder open(Path folder, boolean fresh) {
    try {
      Files.createDirectories(folder);
      boolean ours = Files.exists(folder.resolve(LOCK));
      if (!ours && !isEmpty(folder)) {
        throw new ServerFailure(
            folder + " holds other things: choose an empty folder for the data.");
      }
      FileChannel lock = lock(folder);
      if (fresh) {
        empty(folder);
      }
      boolean used = !isEmptyBut(folder, LOCK);
      Files.createDirectories(folder.resolve("logs"));
      dropOldLogs(folder.resolve("logs"));
      return new DataFolder(folder, lock, used);
    } catch (IOException e) {
      throw new ServerFailure("Can't use the data folder " + folder + ": " + e.getMessage(), e);
    }
  }

  /** Whether an earlier stack has left its data here. */
  boolean used() {
    return used;
  }

  Path of(String part) {
    return folder.resolve(part);
  }

  Path logs() {
    return folder.resolve("logs");
  }

  Secrets secrets() {
    return Secrets.of(folder.resolve("secrets.properties"));
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new ServerFailure("Can't close the data folder " + folder, e);
    }
  }

  private static FileChannel lock(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // The same as a lock held by another process.
    }
    channel.close();
    throw new ServerFailure(
        "Another stack uses the data folder %s: stop it, or choose another with --data."
            .formatted(folder));
  }

  private static boolean isEmpty(Path folder) throws IOException {
    return isEmptyBut(folder, "");
  }

  private static boolean isEmptyBut(Path folder, String except) throws IOException {
    try (Stream<Path> content = Files.list(folder)) {
      return content.allMatch(path -> path.getFileName().toString().equals(except));
    }
  }

  private static void empty(Path folder) throws IOException {
    try (Stream<Path> content = Files.walk(folder)) {
      List<Path> deepestFirst =
          content
              .filter(path -> !path.equals(folder) && !path.equals(folder.resolve(LOCK)))
              .sorted(Comparator.reverseOrder())
              .toList();
      for (Path path : deepestFirst) {
        Files.delete(path);
      }
    }
  }

  /**
   * The logs are those of the latest start: a failure is found without scrolling past older ones.
   */
  private static void dropOldLogs(Path logs) throws IOException {
    try (Stream<Path> files = Files.list(logs)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
  }
}
