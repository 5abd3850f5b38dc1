package dev.rollcall.platform.test.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The classes of a Java program, parsed and verified (a dynamic CDS archive, JEP 350): a child that
 * finds one starts with about half the work. The first run without one writes it when it is asked
 * to end, which takes some seconds then; the JVM itself discards one that doesn't fit the jars.
 *
 * @param file beside what it was made of, so that it goes when that goes
 */
public record ClassArchive(Path file) {

  /** What the JVM is told that uses the archive, and writes it where there is none. */
  public List<String> flags() {
    List<String> flags = new ArrayList<>(readingFlags());
    flags.add("-XX:+AutoCreateSharedArchive");
    return flags;
  }

  /** What another JVM is told that uses the archive if there is one. */
  public List<String> readingFlags() {
    return List.of(
        "-XX:SharedArchiveFile=" + file,
        // At the address it was made for: moved elsewhere, each of its pages is changed at the
        // start and belongs to this process alone (55 MB of a service).
        "-XX:+UnlockDiagnosticVMOptions",
        "-XX:ArchiveRelocationMode=0",
        // What can't be archived is nothing to warn about.
        "-Xlog:cds=off",
        "-Xlog:cds+dynamic=off");
  }

  /** Whether the program has never ended in peace yet. */
  public boolean missing() {
    return !Files.exists(file);
  }
}
