package dev.rollcall.identity.users;

import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One action on many users (USR-8).
 *
 * @param userIds 1 to 1,000; named twice counts once
 */
public record BulkActionRequest(
    @Schema(
            required = true,
            enumeration = {
              "DELETE",
              "GRANT_ADMIN",
              "REVOKE_ADMIN",
              "GRANT_ANALYTICS",
              "REVOKE_ANALYTICS"
            })
        @Nullable String action,
    @Schema(required = true, minItems = 1, maxItems = 1000)
        @Nullable List<@Nullable UUID> userIds) {}
