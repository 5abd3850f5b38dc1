package dev.rollcall.platform.storage;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How a service uses its database. */
@ConfigMapping(prefix = "rollcall.storage")
public interface StorageConfig {

  /** Reads whose cost grows with what a company has. */
  Reads heavyReads();

  /** The connections of their own that such reads have, and each company's share of them. */
  interface Reads {

    /** How many connections of one replica are for them; at least 1. */
    @WithDefault("4")
    int connections();

    /** How many of them one company has at a time; at least 1. */
    @WithDefault("2")
    int perCompany();

    /** How many reads of one company wait for its share; a further one is answered 429. */
    @WithDefault("8")
    int waiting();

    /** How long one of their statements may take. */
    @WithDefault("10s")
    Duration statementTimeout();
  }
}
