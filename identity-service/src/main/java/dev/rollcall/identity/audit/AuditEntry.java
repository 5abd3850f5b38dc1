package dev.rollcall.identity.audit;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody did, as {@code rollcall.audit.v1} tells it. Ids and states only, never a name, an
 * address or a phone.
 *
 * @param action what was done, e.g. {@code drift.repaired}
 * @param before what it was; null where there was nothing
 * @param after what it is; null where there is nothing
 * @param requestId of the request that asked for it
 */
public record AuditEntry(
    UUID entryId,
    UUID companyId,
    Instant at,
    String service,
    Actor actor,
    String action,
    Subject subject,
    @Nullable Map<String, Object> before,
    @Nullable Map<String, Object> after,
    String requestId) {

  /** Who did it. */
  public record Actor(UUID userId, UUID personId) {}

  /** What it was done to. */
  public record Subject(String type, String id) {}
}
