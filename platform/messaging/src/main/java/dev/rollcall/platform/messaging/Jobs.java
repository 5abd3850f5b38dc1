package dev.rollcall.platform.messaging;

import io.smallrye.mutiny.Uni;
import java.util.UUID;

/** Plans jobs with the running {@code CompanyTransaction}. */
public interface Jobs {

  /**
   * Writes the job with the running transaction and wakes the runner after it. A pending job of the
   * same kind, company and subject is replaced (its due time moves), so a plan is never doubled.
   */
  Uni<Void> plan(JobRequest request);

  /** Takes a pending job back; nothing happens where there is none. */
  Uni<Void> cancel(String kind, UUID companyId, String subject);
}
