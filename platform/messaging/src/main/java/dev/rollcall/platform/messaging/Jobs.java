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

  /**
   * Plans a job that is due once the running transaction has committed, and whose subject was never
   * planned before. Where this replica has a slot free for it, it begins then without a claim;
   * after a crash in between it waits for its lease to run out.
   */
  Uni<Void> begin(String kind, UUID companyId, String subject);

  /** Takes a pending job back; nothing happens where there is none. */
  Uni<Void> cancel(String kind, UUID companyId, String subject);

  /**
   * Ends the job with the running transaction, where its claim still holds: what the handler has
   * written and the end of the job commit once. Where it was planned anew meanwhile, the new plan
   * stays.
   */
  Uni<Void> end(Job job);

  /**
   * A handler has deleted the job's row, where {@code id} and {@code lease} are the job's, with a
   * statement of its own that has committed: the runner needs none any more.
   */
  void ended(Job job);
}
