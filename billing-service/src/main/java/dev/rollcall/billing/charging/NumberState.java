package dev.rollcall.billing.charging;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.rollcall.billing.NumberCharge.Purchase;
import dev.rollcall.billing.NumberType;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What billing reads of {@code rollcall.number.v1}.
 *
 * @param again true where a purchase asks once more, since its answer may be lost
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record NumberState(
    String e164,
    UUID companyId,
    NumberType type,
    String country,
    String state,
    UUID officeId,
    @Nullable UUID processId,
    @Nullable Integer attempt,
    @Nullable Boolean again) {

  /** NUM-3: in these the company no longer has the number. */
  private static final Set<String> GIVEN_UP = Set.of("RECLAIMABLE", "QUARANTINED", "AVAILABLE");

  Purchase purchase() {
    return new Purchase(e164, type, country, officeId);
  }

  boolean givenUp() {
    return GIVEN_UP.contains(state);
  }
}
