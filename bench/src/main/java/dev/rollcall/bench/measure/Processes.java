package dev.rollcall.bench.measure;

import dev.rollcall.local.stack.LocalStack;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The processes of a running suite: the launcher, which is gateway and mail server too, and all
 * that it has started. Read from {@code /proc}, or where there is none from {@code ps}.
 */
public final class Processes {

  private static final Path PROC = Path.of("/proc");

  /** User-mode ticks, as Linux shows them to every program whatever the kernel's own are. */
  private static final double TICKS_PER_SECOND = 100;

  private static final long PAGE_BYTES = 4096;
  private static final int STATE = 3;
  private static final int UTIME = 14;
  private static final int CSTIME = 17;
  private static final int RESIDENT = 24;

  private final ProcessHandle launcher;

  public Processes(ProcessHandle launcher) {
    this.launcher = launcher;
  }

  /** What each part has used until now, by its name. */
  public Map<String, Usage> usage() {
    Map<Long, Usage> each = Files.isDirectory(PROC) ? fromProc() : fromPs();
    Map<String, Usage> parts = new TreeMap<>();
    each.forEach(
        (pid, usage) -> part(pid).ifPresent(part -> parts.merge(part, usage, Usage::plus)));
    return parts;
  }

  private Stream<ProcessHandle> all() {
    return Stream.concat(Stream.of(launcher), launcher.descendants());
  }

  private Optional<String> part(long pid) {
    return pid == launcher.pid()
        ? Optional.of("launcher")
        : ProcessHandle.of(pid).map(Processes::name);
  }

  /** A backend of PostgreSQL changes its command line, so its parent tells what it is. */
  private static String name(ProcessHandle process) {
    String command =
        commandLine(process)
            + process.parent().flatMap(parent -> parent.info().command()).orElse("");
    for (String service : LocalStack.SERVICES) {
      if (command.contains(service + "-service/target/quarkus-app")) {
        return service;
      }
    }
    if (command.contains("ConnectDistributed")) {
      return "connect";
    }
    if (command.contains("kafka.Kafka")) {
      return "kafka";
    }
    if (command.contains("kc.home") || command.contains("keycloak")) {
      return "keycloak";
    }
    return command.contains("postgres") ? "postgres" : "other";
  }

  /** Where there is {@code /proc}, the whole of it: the JVM shows the beginning of a long one. */
  private static String commandLine(ProcessHandle process) {
    Path file = PROC.resolve(process.pid() + "/cmdline");
    try {
      return Files.exists(file)
          ? Files.readString(file, StandardCharsets.UTF_8).replace('\0', ' ')
          : process.info().commandLine().orElse("");
    } catch (IOException e) {
      return "";
    }
  }

  private Map<Long, Usage> fromProc() {
    Map<Long, Usage> usage = new HashMap<>();
    all().forEach(process -> procStat(process.pid()).ifPresent(it -> usage.put(process.pid(), it)));
    return usage;
  }

  /** Fields are numbered as in proc(5); the name in brackets may hold anything. */
  private static Optional<Usage> procStat(long pid) {
    try {
      String stat = Files.readString(PROC.resolve(pid + "/stat"), StandardCharsets.UTF_8);
      List<String> fields =
          List.of(stat.substring(stat.lastIndexOf(')') + 2).strip().split(" ", -1));
      double ticks = 0;
      for (int field = UTIME; field <= CSTIME; field++) {
        ticks += Long.parseLong(fields.get(field - STATE));
      }
      long resident = Long.parseLong(fields.get(RESIDENT - STATE)) * PAGE_BYTES;
      return Optional.of(new Usage(ticks / TICKS_PER_SECOND, resident));
    } catch (IOException e) {
      // It has ended meanwhile: its parent has its time.
      return Optional.empty();
    }
  }

  private Map<Long, Usage> fromPs() {
    String pids = all().map(it -> Long.toString(it.pid())).collect(Collectors.joining(","));
    try {
      Process ps = new ProcessBuilder("ps", "-o", "pid=,time=,rss=", "-p", pids).start();
      try (BufferedReader lines = ps.inputReader(StandardCharsets.UTF_8)) {
        return lines
            .lines()
            .map(line -> line.strip().split("\\s+"))
            .collect(
                Collectors.toMap(
                    row -> Long.valueOf(row[0]),
                    row -> new Usage(seconds(row[1]), Long.parseLong(row[2]) * 1024)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Minutes and seconds, with hours and days before them where there are any. */
  private static double seconds(String time) {
    double seconds = 0;
    for (String part : time.replace("-", ":").split(":", -1)) {
      seconds = seconds * 60 + Double.parseDouble(part.toLowerCase(Locale.ROOT));
    }
    return seconds;
  }
}
