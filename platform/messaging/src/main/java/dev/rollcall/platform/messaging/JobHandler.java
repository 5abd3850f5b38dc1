package dev.rollcall.platform.messaging;

import io.smallrye.mutiny.Uni;
import java.time.Duration;

/**
 * Does one kind of job. An application-scoped bean of this type is found by the {@link JobRunner}.
 * Runs on a duplicated Vert.x context, outside any transaction; may open transactions one after the
 * other. The work may happen twice (the lease may run out), so it is idempotent at the far end or
 * guarded by a natural key.
 */
public interface JobHandler {

  /** The kind of {@link JobRequest} that this handler does. */
  String kind();

  /**
   * Does the job. Completing ends it: the row is deleted, unless the handler has ended it with its
   * own transaction ({@link Jobs#end}), which saves one and has effect and end commit once. A
   * failure is tried again with back-off until {@link Job#last()}, then the row stays, visible as
   * FAILED.
   */
  Uni<Void> run(Job job);

  /** How many attempts before giving up. */
  default int maxAttempts() {
    return 12;
  }

  /** How long after a crash in the middle of an attempt another replica may claim the job. */
  default Duration lease() {
    return Duration.ofSeconds(30);
  }

  /**
   * How long one attempt may take; at least {@link #lease()}, which is renewed until then. For work
   * that can't be taken back once begun, and whose far end may be slow.
   */
  default Duration longest() {
    return lease();
  }

  /**
   * How many of its jobs a replica does at a time, apart from those of other kinds; 0 shares the
   * slots that all others share ({@link MessagingConfig.Working#concurrency}). For jobs that wait
   * for a far end most of their time, and are many.
   */
  default int ownSlots() {
    return 0;
  }

  /** The wait before the next attempt, real time. */
  default Duration backoff(int attempt) {
    return Duration.ofSeconds(Math.min(300, 1L << Math.min(attempt, 8)));
  }
}
