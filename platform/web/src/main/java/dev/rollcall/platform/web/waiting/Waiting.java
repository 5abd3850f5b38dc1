package dev.rollcall.platform.web.waiting;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets a caller wait for a process to settle, whichever replica settles it (API.md, Prefer: wait).
 * Woken by LISTEN/NOTIFY; reads again every 250 ms in any case.
 */
public interface Waiting {

  /** The postgres channel of {@link #settled}. */
  String CHANNEL = "rollcall_settled";

  /**
   * How long the request wants to wait: {@code wait=N} of its {@code Prefer} header, seconds, at
   * most 10, else 2.
   *
   * @param prefer the header's value or null
   */
  Duration preferred(@Nullable String prefer);

  /**
   * The same, with another wait for a request that doesn't say.
   *
   * @param usual e.g. zero for long work, which is waited for only when asked
   */
  Duration preferred(@Nullable String prefer, Duration usual);

  /**
   * Reads until the value is settled or the time is up, and answers the last value read. Outside
   * any transaction; {@code read} opens its own.
   *
   * @param subject what is waited for; {@link #settled} names it
   */
  <T> Uni<T> until(
      UUID subject, Duration atMost, Supplier<Uni<T>> read, Predicate<? super T> settled);

  /**
   * Wakes the waiters of that subject when the running {@code CompanyTransaction} commits. Call it
   * only where a row that somebody may wait for settles: NOTIFY serialises commits.
   */
  Uni<Void> settled(UUID subject);
}
