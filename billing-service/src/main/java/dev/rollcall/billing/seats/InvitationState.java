package dev.rollcall.billing.seats;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.rollcall.billing.LicenseType;
import dev.rollcall.billing.Plan;
import dev.rollcall.billing.SeatWish;
import dev.rollcall.billing.SeatWish.Source;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What billing reads of {@code rollcall.invitation.v1}; nothing personal. */
@JsonIgnoreProperties(ignoreUnknown = true)
record InvitationState(
    UUID invitationId, UUID companyId, int attempt, String status, UUID officeId, SeatState seat) {

  /** Where its seat is to come from. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record SeatState(
      String source, LicenseType licenseType, @Nullable Plan plan, @Nullable UUID quoteId) {

    Source from() {
      return source.equals("PURCHASE")
          ? new Source.Purchase(Optional.ofNullable(quoteId))
          : new Source.Existing();
    }
  }

  SeatWish wish() {
    return new SeatWish(
        officeId, seat.licenseType(), Optional.ofNullable(seat.plan()), seat.from());
  }
}
