package dev.rollcall.e2e.faults;

import dev.rollcall.local.stack.LocalStack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Kills each part, as {@code kill -9} does, at random moments, and starts it again. */
final class Killer implements Callable<Integer> {

  private static final long LONGEST_PAUSE_NANOS = Duration.ofSeconds(3).toNanos();

  private final LocalStack stack;
  private final Random random;
  private final int rounds;

  /**
   * Kills nothing yet.
   *
   * @param rounds how often each part dies
   */
  Killer(LocalStack stack, Random random, int rounds) {
    this.stack = stack;
    this.random = random;
    this.rounds = rounds;
  }

  /** Every part that can die: whatever runs as a process, and the mail sink. */
  private static List<String> parts() {
    List<String> parts = new ArrayList<>(LocalStack.SERVICES);
    parts.addAll(List.of("postgres", "kafka", "connect", "keycloak", "mail"));
    return parts;
  }

  /** Answers how many it killed, when all of them run again. */
  @Override
  public Integer call() {
    int killed = 0;
    for (int round = 0; round < rounds; round++) {
      List<String> victims = parts();
      Collections.shuffle(victims, random);
      for (String victim : victims) {
        pause();
        stack.kill(victim);
        pause();
        stack.restart(victim);
        killed++;
      }
    }
    return killed;
  }

  private void pause() {
    LockSupport.parkNanos(random.nextLong(LONGEST_PAUSE_NANOS));
  }
}
