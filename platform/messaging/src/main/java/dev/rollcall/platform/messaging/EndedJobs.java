package dev.rollcall.platform.messaging;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Jobs whose rows their handlers have deleted, so that the runner needs no statement for it. In
 * memory only: one that is forgotten costs a statement that finds nothing.
 */
@ApplicationScoped
class EndedJobs {

  private final Set<Key> ended = ConcurrentHashMap.newKeySet();

  private record Key(UUID id, UUID lease) {}

  void add(Job job) {
    ended.add(new Key(job.id(), job.lease()));
  }

  /** Whether the row of that claim is gone; asked once, at the end of its attempt. */
  boolean remove(JobTable.Claim claim) {
    return ended.remove(new Key(claim.id(), claim.lease()));
  }
}
