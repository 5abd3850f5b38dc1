package dev.rollcall.e2e.faults;

import dev.rollcall.local.story.Answer;
import dev.rollcall.local.story.StoryFailure;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Calls as a careful frontend does: what got no answer, or was told to come again, is asked again.
 * Counts both.
 */
final class Insistent {

  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final long PAUSE_NANOS = Duration.ofMillis(400).toNanos();

  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger repeated = new AtomicInteger();

  /**
   * Calls until the answer is neither a 5xx nor a 429.
   *
   * @throws StoryFailure with the last answer when that takes too long
   */
  Answer call(Supplier<Answer> call) {
    return call(call, answer -> true);
  }

  /** The same, until the answer is also as wanted. */
  Answer call(Supplier<Answer> call, Predicate<Answer> wanted) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    calls.incrementAndGet();
    String last = "no answer";
    while (System.nanoTime() < deadline) {
      try {
        Answer answer = call.get();
        if (answer.status() < 500 && answer.status() != 429 && wanted.test(answer)) {
          return answer;
        }
        last = answer.call() + " answered " + answer.status() + " " + answer.body();
      } catch (StoryFailure noAnswer) {
        last = String.valueOf(noAnswer.getMessage());
      }
      repeated.incrementAndGet();
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    throw new StoryFailure("Asked in vain for " + PATIENCE.toSeconds() + " s: " + last);
  }

  int calls() {
    return calls.get();
  }

  int repeated() {
    return repeated.get();
  }
}
