package dev.rollcall.bench.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The process that makes the load: a {@link LoadPlan} a line on its input, a {@link LoadResult} a
 * line on its output, until its input ends. It stays the same over all phases, so that what a JVM
 * does in its first seconds is over when it counts.
 */
public final class LoadMain {

  private static final ObjectMapper JSON = new ObjectMapper();

  private LoadMain() {}

  /** Runs until the input ends. */
  public static void main(String[] args) throws IOException {
    PrintStream answers = System.out;
    // Whatever a library has to say must not get between the lines.
    System.setOut(System.err);
    try (BufferedReader plans =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String plan = plans.readLine(); plan != null; plan = plans.readLine()) {
        LoadResult result = Hyperfoil.run(JSON.readValue(plan, LoadPlan.class));
        answers.println(JSON.writeValueAsString(result));
        answers.flush();
      }
    }
    System.exit(0);
  }
}
