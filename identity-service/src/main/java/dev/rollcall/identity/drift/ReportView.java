package dev.rollcall.identity.drift;

import dev.rollcall.identity.storage.DriftReports.ReportLine;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A drift report.
 *
 * @param status RUNNING, DONE or FAILED
 * @param checked users and reserved seats compared so far
 * @param findings how many there are; 0 while it runs, since none counts before the second look
 * @param failure why it failed: NOT_ANSWERED or ABANDONED; else null
 */
public record ReportView(
    UUID id,
    String status,
    UUID requestedBy,
    long checked,
    long findings,
    @Nullable String failure,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant settledAt) {

  static ReportView of(ReportLine line) {
    return new ReportView(
        line.id(),
        line.status(),
        line.requestedBy(),
        line.checked(),
        line.findings(),
        line.failure(),
        line.createdAt(),
        line.updatedAt(),
        line.settledAt());
  }
}
