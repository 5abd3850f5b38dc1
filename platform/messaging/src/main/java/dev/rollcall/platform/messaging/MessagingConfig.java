package dev.rollcall.platform.messaging;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How a service consumes events, does jobs, and how long it keeps their rows. */
@ConfigMapping(prefix = "rollcall.messaging")
public interface MessagingConfig {

  /** Consuming events. */
  Consuming consumer();

  /** Doing jobs. */
  Working jobs();

  /** Keeping rows. */
  Keeping retention();

  /** How long a shutdown waits for events and jobs in work. */
  @WithDefault("15s")
  Duration drain();

  /** Settings of consumers. */
  interface Consuming {

    /**
     * How often an event is tried before the dead-letter topic takes it; at least 1. While the
     * database is away attempts don't count: the event waits.
     */
    @WithDefault("6")
    int attempts();

    /** The wait before the second attempt; doubles with every further one. */
    @WithDefault("200ms")
    Duration backoff();

    /** The longest wait between two attempts. */
    @WithDefault("5s")
    Duration maxBackoff();

    /**
     * How many transactions all consumers of a replica have open at most; with jobs and requests
     * fewer than the pool has connections.
     */
    @WithDefault("6")
    int concurrency();

    /** How many events of one company one transaction takes at most. */
    @WithDefault("50")
    int setSize();

    /** How many events of a channel are read ahead of those in work. */
    @WithDefault("500")
    int capacity();

    /** How long one event may be in work before the readiness probe calls its consumer stalled. */
    @WithDefault("60s")
    Duration stalledAfter();
  }

  /** Settings of the job runner. */
  interface Working {

    /**
     * How many jobs one replica does at a time, apart from kinds that have slots of their own; 0
     * switches its runner off.
     */
    @WithDefault("8")
    int concurrency();

    /** How often it looks for due jobs, beside being woken by transactions that plan one. */
    @WithDefault("1s")
    Duration poll();
  }

  /** How long rows stay. */
  interface Keeping {

    /**
     * Published outbox rows: longer than the longest outage of Kafka Connect to survive, and a day
     * at least.
     */
    @WithDefault("7d")
    Duration outbox();

    /** Inbox rows: longer than the topics keep events. */
    @WithDefault("60d")
    Duration inbox();

    /** How often old rows are deleted. */
    @WithDefault("1h")
    Duration every();
  }
}
