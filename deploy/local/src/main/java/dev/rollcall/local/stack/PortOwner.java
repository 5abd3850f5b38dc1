package dev.rollcall.local.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Who listens on a port: from {@code /proc} on Linux, from {@code lsof} elsewhere. */
final class PortOwner {

  private static final Path PROC = Path.of("/proc");
  private static final String LISTENING = "0A";

  private PortOwner() {}

  /** E.g. {@code java (process 4711)}; empty when the system doesn't tell. */
  static Optional<String> of(int port) {
    return (Files.exists(PROC.resolve("net/tcp")) ? fromProc(port) : fromLsof(port))
        .map(PortOwner::describe);
  }

  private static Optional<Long> fromProc(int port) {
    return Stream.of("net/tcp", "net/tcp6")
        .flatMap(table -> lines(PROC.resolve(table)).stream())
        .map(line -> line.strip().split("\\s+"))
        .filter(fields -> fields.length > 9 && fields[3].equals(LISTENING))
        .filter(fields -> fields[1].endsWith(":" + String.format(Locale.ROOT, "%04X", port)))
        .map(fields -> "socket:[" + fields[9] + "]")
        .flatMap(socket -> holder(socket).stream())
        .findFirst();
  }

  private static Optional<Long> holder(String socket) {
    return ProcessHandle.allProcesses()
        .map(ProcessHandle::pid)
        .filter(pid -> holds(PROC.resolve(pid + "/fd"), socket))
        .findFirst();
  }

  private static boolean holds(Path descriptors, String socket) {
    try (Stream<Path> all = Files.list(descriptors)) {
      return all.anyMatch(descriptor -> isLinkTo(descriptor, socket));
    } catch (IOException e) {
      return false; // another user's process, or gone meanwhile
    }
  }

  private static boolean isLinkTo(Path descriptor, String socket) {
    try {
      return Files.readSymbolicLink(descriptor).toString().equals(socket);
    } catch (IOException e) {
      return false;
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      return List.of();
    }
  }

  private static Optional<Long> fromLsof(int port) {
    try {
      Process lsof =
          new ProcessBuilder("lsof", "-nP", "-t", "-iTCP:" + port, "-sTCP:LISTEN").start();
      String answer = new String(lsof.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      lsof.waitFor(5, TimeUnit.SECONDS);
      return answer.lines().findFirst().map(String::strip).map(Long::valueOf);
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static String describe(long pid) {
    String command =
        ProcessHandle.of(pid)
            .flatMap(process -> process.info().command())
            .map(path -> Path.of(path).getFileName().toString())
            .orElse("a process");
    return "%s (process %d)".formatted(command, pid);
  }
}
