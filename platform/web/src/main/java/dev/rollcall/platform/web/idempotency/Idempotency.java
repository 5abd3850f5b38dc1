package dev.rollcall.platform.web.idempotency;

import dev.rollcall.platform.outcome.Outcome;
import io.smallrye.mutiny.Uni;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes an unsafe request repeatable (API.md, Conventions). The row is written in the same
 * transaction as the effect, holds a keyed hash of the body and the id of the resource; a replay
 * renders that resource as it is now.
 */
public interface Idempotency {

  /**
   * What a use case needs to know of the request's key. A resource gets it from {@link
   * RequestKeys#of}; null where the client sent none.
   *
   * @param caller person id of who sends it
   * @param scope method and path, in their one notation however the request wrote them
   * @param key the header's value, 1–255 characters
   * @param bodyHash keyed hash of the canonical body, hex
   */
  record RequestKey(UUID companyId, UUID caller, String scope, String key, String bodyHash) {}

  /**
   * The resource or operation that the request made, or had made before.
   *
   * @param replayed true when an earlier request with the same key made it; the answer then carries
   *     {@code Idempotent-Replayed: true}
   */
  record Created(UUID id, boolean replayed) {}

  /**
   * Runs the work once for the key; must be called inside a {@code CompanyTransaction}. The work
   * answers the new resource's id. Another body under the same key → 422 IDEMPOTENCY_KEY_REUSED;
   * the first one still in its transaction → 409 IDEMPOTENCY_IN_PROGRESS. A refusal is not kept: a
   * repeat decides anew.
   */
  Uni<Outcome<Created>> once(@Nullable RequestKey key, Supplier<Uni<Outcome<UUID>>> work);
}
