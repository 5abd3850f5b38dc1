package dev.rollcall.platform.messaging;

import dev.rollcall.platform.storage.CompanyTransaction;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Appends something to every partition of a compacted topic now and then: Kafka begins a new
 * segment, and so compacts the last one, only when something is appended, and what was forgotten
 * has to leave idle partitions too (EVENTS.md, Personal data). One replica at a time. A topic with
 * a {@link Heartbeat} needs none.
 */
@ApplicationScoped
class CompactionBeat implements JobHandler {

  static final String KIND = "platform.compaction";

  private final CompactionConfig config;
  private final CompanyTransaction tx;
  private final Beats beats;
  private final RecurringJobs recurring;

  CompactionBeat(
      CompactionConfig config, CompanyTransaction tx, Beats beats, RecurringJobs recurring) {
    this.config = config;
    this.tx = tx;
    this.beats = beats;
    this.recurring = recurring;
  }

  void start(@Observes StartupEvent event) {
    config.topic().ifPresent(topic -> recurring.begin(KIND, topic));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public int maxAttempts() {
    return Integer.MAX_VALUE;
  }

  /** The job's subject is the topic. */
  @Override
  public Uni<Void> run(Job job) {
    return tx.within(
            CompanyTransaction.NO_COMPANY, () -> beats.publish(job.subject(), config.partitions()))
        .chain(() -> recurring.again(KIND, job.subject(), config.every()));
  }
}
