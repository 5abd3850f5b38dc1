package dev.rollcall.local.stack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** Starts parts side by side, each as soon as what it needs is there. */
final class Startup implements AutoCloseable {

  private final Progress progress;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<CompletableFuture<Void>> parts = new ArrayList<>();
  private final CompletableFuture<Void> firstFailure = new CompletableFuture<>();

  Startup(Progress progress) {
    this.progress = progress;
  }

  /** A part that others wait for. */
  record Part(CompletableFuture<Void> ready) {}

  /** Begins a part when all that it {@code needs} is ready. */
  Part begin(String part, Runnable start, Part... needs) {
    CompletableFuture<?>[] before =
        Stream.of(needs).map(Part::ready).toArray(CompletableFuture<?>[]::new);
    CompletableFuture<Void> ready =
        CompletableFuture.allOf(before).thenRunAsync(() -> run(part, start), threads);
    parts.add(ready);
    return new Part(ready);
  }

  /** Waits for all parts; the first one that fails ends the wait with its own exception. */
  void await() {
    try {
      CompletableFuture.anyOf(
              CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new)), firstFailure)
          .join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** Parts still starting are interrupted. */
  @Override
  public void close() {
    threads.shutdownNow();
  }

  private void run(String part, Runnable start) {
    long began = System.nanoTime();
    progress.starting(part);
    try {
      start.run();
      progress.ready(part, Duration.ofNanos(System.nanoTime() - began));
    } catch (RuntimeException e) {
      // After the first failure the others are stopped: that they break off then is no news.
      if (firstFailure.completeExceptionally(e)) {
        progress.failed(part, Duration.ofNanos(System.nanoTime() - began));
      }
      throw e;
    }
  }
}
