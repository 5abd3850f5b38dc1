package dev.rollcall.billing;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A price that stands until it is used, or until it expires (BIL-6).
 *
 * @param hash SHA-256, hex, over the order, its lines and their total; see {@link QuoteRules#hash}
 * @param expiresAt the company's next midnight at the latest, since proration is by day
 * @param usedBy what it was used for, once
 */
public record Quote(
    UUID id,
    UUID companyId,
    PricedOrder priced,
    String hash,
    Instant createdAt,
    Instant expiresAt,
    Optional<UUID> usedBy) {}
