package dev.rollcall.billing.quoting;

import dev.rollcall.billing.LicenseOrder;
import dev.rollcall.billing.LicenseType;
import dev.rollcall.billing.Plan;
import dev.rollcall.platform.outcome.Outcome;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is to be quoted. */
@Schema(requiredProperties = {"action", "type", "plan", "quantity", "officeId"})
public record QuoteRequest(
    LicenseOrder.@Nullable Action action,
    @Nullable LicenseType type,
    @Nullable Plan plan,
    @Schema(minimum = "1", maximum = "1000") @Nullable Integer quantity,
    @Nullable UUID officeId) {

  Outcome<LicenseOrder> order() {
    return LicenseOrder.read(action, type, plan, quantity, officeId);
  }
}
