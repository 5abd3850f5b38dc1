package dev.rollcall.platform.messaging;

import java.time.Instant;
import java.util.UUID;

/**
 * Work to be done outside a transaction, or at a later time: one row of the job table, claimed by
 * one replica at a time.
 *
 * @param kind which {@link JobHandler} does it
 * @param companyId the tenant; the handler opens its transactions for it
 * @param subject the id of the aggregate or of the company-scoped row that says what to do; the job
 *     row itself holds no personal data
 * @param dueAt when; at once for {@link Timeline#REAL} with a past instant
 * @param timeline whether {@code dueAt} is product time (a deadline of the product, which the test
 *     clock moves) or real time
 */
public record JobRequest(
    String kind, UUID companyId, String subject, Instant dueAt, Timeline timeline) {

  /** Which clock decides when a job is due. */
  public enum Timeline {
    PRODUCT,
    REAL
  }

  /** A job that is due as soon as the transaction has committed. */
  public static JobRequest now(String kind, UUID companyId, String subject) {
    return new JobRequest(kind, companyId, subject, Instant.EPOCH, Timeline.REAL);
  }

  /** A job that is due at that instant of product time. */
  public static JobRequest at(Instant dueAt, String kind, UUID companyId, String subject) {
    return new JobRequest(kind, companyId, subject, dueAt, Timeline.PRODUCT);
  }
}
