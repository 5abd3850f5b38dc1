package dev.rollcall.platform.test.server;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Folders that are made once and kept in the user's cache. A folder appears under its name only
 * when it is whole, so a broken unpacking is never used: what is left of it is removed by the next
 * attempt. Several JVMs may ask at the same time.
 */
final class Archive {

  private static final int OWNER_EXECUTE = 0100;

  private Archive() {}

  /** The folder of that name in the cache, made by {@code fill} when it isn't there yet. */
  static Path once(String name, Consumer<Path> fill) {
    return once(Places.cache().resolve(name), fill);
  }

  static Path once(Path folder, Consumer<Path> fill) {
    if (Files.isDirectory(folder)) {
      return folder;
    }
    Path lockFile = folder.resolveSibling(folder.getFileName() + ".lock");
    Path unfinished = folder.resolveSibling(folder.getFileName() + ".unfinished");
    try {
      Files.createDirectories(folder.toAbsolutePath().getParent());
      synchronized (Runtime.getRuntime()) { // a file lock is held by the JVM, not by the thread
        try (FileChannel channel =
                FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.lock()) {
          if (lock.isValid() && !Files.isDirectory(folder)) {
            Places.delete(unfinished);
            Files.createDirectories(unfinished);
            fill.accept(unfinished);
            Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
          }
        }
      }
      return folder;
    } catch (IOException e) {
      throw new ServerFailure("Can't prepare " + folder + ": " + e.getMessage(), e);
    }
  }

  /** Unpacks a tar stream into a folder; modes and links are kept, paths can't leave it. */
  static void unpack(InputStream uncompressed, Path into) {
    unpack(uncompressed, into, 0);
  }

  /** The same for an archive whose entries are all in one folder, which is left out. */
  static void unpackWithoutTop(InputStream uncompressed, Path into) {
    unpack(uncompressed, into, 1);
  }

  private static void unpack(InputStream uncompressed, Path into, int leftOut) {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new BufferedInputStream(uncompressed, 1 << 16))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path name = Path.of(entry.getName()).normalize();
        if (name.getNameCount() > leftOut) {
          write(tar, entry, into, name.subpath(leftOut, name.getNameCount()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path into, Path name)
      throws IOException {
    Path path = into.resolve(name).normalize();
    if (!path.startsWith(into)) {
      throw new IOException("the archive has a path that leaves its folder: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(path);
      return;
    }
    Files.createDirectories(path.toAbsolutePath().getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(tar, path);
    if ((entry.getMode() & OWNER_EXECUTE) != 0) {
      Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(path));
      permissions.add(PosixFilePermission.OWNER_EXECUTE);
      permissions.add(PosixFilePermission.GROUP_EXECUTE);
      permissions.add(PosixFilePermission.OTHERS_EXECUTE);
      Files.setPosixFilePermissions(path, permissions);
    }
  }
}
