package dev.rollcall.platform.messaging;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A job whose subject says how often it fails: {@code name:failures}. */
@ApplicationScoped
class CountingHandler implements JobHandler {

  static final String KIND = "test.counting";

  private final Map<String, AtomicInteger> runs = new ConcurrentHashMap<>();
  private final Map<String, String> causes = new ConcurrentHashMap<>();

  int runs(String subject) {
    return runs.computeIfAbsent(subject, key -> new AtomicInteger()).get();
  }

  /** The cause that the last run knew, or none. */
  String cause(String subject) {
    return causes.getOrDefault(subject, Causation.NONE);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public int maxAttempts() {
    return 3;
  }

  @Override
  public Duration backoff(int attempt) {
    return Duration.ofMillis(10);
  }

  @Override
  public Uni<Void> run(Job job) {
    causes.put(job.subject(), Causation.current());
    int run = runs.computeIfAbsent(job.subject(), key -> new AtomicInteger()).incrementAndGet();
    int failures = Integer.parseInt(job.subject().substring(job.subject().indexOf(':') + 1));
    return run <= failures
        ? Uni.createFrom().failure(new IllegalStateException("550 no such user: ann@acme.test"))
        : Uni.createFrom().voidItem();
  }
}
