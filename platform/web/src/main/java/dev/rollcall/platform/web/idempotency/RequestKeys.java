package dev.rollcall.platform.web.idempotency;

import dev.rollcall.platform.web.access.Caller;
import dev.rollcall.platform.web.idempotency.Idempotency.RequestKey;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the {@code Idempotency-Key} of the running request. */
public interface RequestKeys {

  /**
   * The key of this request, or null where it has none.
   *
   * @param body the request record as it was read; its canonical JSON is hashed
   */
  @Nullable RequestKey of(Caller caller, Object body);

  /** The same for calls that name no company yet. */
  @Nullable RequestKey of(UUID personId, Object body);
}
