package dev.rollcall.e2e.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** How much was tried: printed, and kept in {@code target/security.txt}. */
final class Tally {

  private static final Path REPORT = Path.of("target", "security.txt");

  private Tally() {}

  static void say(String line) {
    System.out.println(line);
    try {
      Files.createDirectories(REPORT.getParent());
      Files.writeString(REPORT, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
