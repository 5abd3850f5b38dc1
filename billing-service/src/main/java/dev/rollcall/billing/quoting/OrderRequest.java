package dev.rollcall.billing.quoting;

import dev.rollcall.billing.LicenseOrder;
import dev.rollcall.billing.LicenseOrder.Action;
import dev.rollcall.billing.LicenseType;
import dev.rollcall.billing.Plan;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.outcome.Refusal;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is to be carried out: a quote, or the plain fields at today's price. */
@Schema(description = "Either quoteId alone, or all of the other fields")
public record OrderRequest(
    @Schema(description = "used once") @Nullable UUID quoteId,
    @Nullable LicenseType type,
    @Nullable Plan plan,
    @Schema(minimum = "1", maximum = "1000") @Nullable Integer quantity,
    @Nullable UUID officeId) {

  /** What is asked for; a quote must be for that action. */
  public Outcome<Ask> ask(Action action) {
    UUID quote = quoteId;
    if (quote == null) {
      return LicenseOrder.read(action, type, plan, quantity, officeId).map(Ask.Plain::new);
    }
    return Stream.of(type, plan, quantity, officeId).anyMatch(Objects::nonNull)
        ? Outcome.refused(Refusal.invalid("/quoteId", "goes without the fields that it stands for"))
        : Outcome.done(new Ask.Quoted(quote, order -> order.action() == action));
  }
}
