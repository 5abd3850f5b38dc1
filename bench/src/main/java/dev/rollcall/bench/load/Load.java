package dev.rollcall.bench.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollcall.platform.test.server.Places;
import dev.rollcall.platform.test.server.ServerFailure;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Our end of the {@link LoadMain} process. */
public final class Load implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final BufferedWriter plans;
  private final BufferedReader results;
  private final Path log;

  private Load(Process process, Path log) {
    this.process = process;
    this.plans = process.outputWriter(StandardCharsets.UTF_8);
    this.results = process.inputReader(StandardCharsets.UTF_8);
    this.log = log;
  }

  /**
   * Starts the process; it ends with this one at the latest, since its input ends then.
   *
   * @param log what it has to say besides results
   */
  public static Load start(Path log) {
    List<String> command =
        List.of(
            Places.java(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            LoadMain.class.getName());
    try {
      return new Load(
          new ProcessBuilder(command)
              .redirectError(ProcessBuilder.Redirect.to(log.toFile()))
              .start(),
          log);
    } catch (IOException e) {
      throw new ServerFailure("Can't start the load: " + e.getMessage(), e);
    }
  }

  /** Carries the plan out and waits for its end. */
  public synchronized LoadResult run(LoadPlan plan) {
    try {
      plans.write(JSON.writeValueAsString(plan));
      plans.newLine();
      plans.flush();
      String result = results.readLine();
      if (result == null) {
        throw new ServerFailure("The load ended by itself; its log is " + log);
      }
      return JSON.readValue(result, LoadResult.class);
    } catch (IOException e) {
      throw new ServerFailure("The load doesn't answer; its log is " + log, e);
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
