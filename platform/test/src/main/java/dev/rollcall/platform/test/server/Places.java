package dev.rollcall.platform.test.server;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where things are: the project's folder, the user's cache, the distributions of the servers. */
public final class Places {

  private Places() {}

  /**
   * The project's root folder: system property {@code rollcall.root}, else the nearest folder
   * upwards from the working directory that holds {@code platform/contracts}.
   */
  public static Path root() {
    String told = System.getProperty("rollcall.root", "");
    if (!told.isBlank()) {
      return Path.of(told).toAbsolutePath().normalize();
    }
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve("platform/contracts"))) {
        return folder;
      }
    }
    throw new ServerFailure(
        "Can't find the project's folder: start inside it, or set -Drollcall.root.");
  }

  /** The folder {@code rollcall} in the user's cache folder; made when it isn't there. */
  public static Path cache() {
    Path folder = userCache().resolve("rollcall");
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new ServerFailure("Can't write to the cache folder " + folder, e);
    }
  }

  private static Path userCache() {
    String told = System.getenv("XDG_CACHE_HOME");
    if (told != null && !told.isBlank()) {
      return Path.of(told);
    }
    Path home = Path.of(System.getProperty("user.home"));
    return mac() ? home.resolve("Library").resolve("Caches") : home.resolve(".cache");
  }

  static boolean mac() {
    return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac");
  }

  /**
   * What the build has laid out for a server: {@code platform/test/servers/<server>/target/<part>}.
   *
   * @throws ServerFailure when the build has not run
   */
  static Path distribution(String server, String part) {
    Path folder =
        root().resolve("platform/test/servers").resolve(server).resolve("target").resolve(part);
    if (!Files.isDirectory(folder)) {
      throw new ServerFailure(
          "The files of "
              + server
              + " are not laid out in "
              + folder
              + ": build the project once (mvn install).");
    }
    return folder;
  }

  /** Where the classes of a server that the build has laid out are archived. */
  static ClassArchive archive(String server) {
    return new ClassArchive(distribution(server, "server").resolveSibling(server + ".jsa"));
  }

  /** The java of this JVM, for children. */
  public static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /**
   * Deletes a folder with all that is in it; nothing happens when it isn't there. What somebody
   * else deletes meanwhile (a server that ends, another thread) is no failure.
   */
  static void delete(Path folder) {
    if (!Files.exists(folder, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      Files.walkFileTree(folder, new Deletion());
    } catch (IOException e) {
      throw new ServerFailure("Can't delete " + folder, e);
    }
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      return orGone(failure);
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
        throws IOException {
      if (failure != null) {
        return orGone(failure);
      }
      Files.deleteIfExists(folder);
      return FileVisitResult.CONTINUE;
    }

    private static FileVisitResult orGone(IOException failure) throws IOException {
      if (failure instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw failure;
    }
  }
}
