package dev.rollcall.billing.storage;

import dev.rollcall.billing.LicenseType;
import dev.rollcall.billing.Plan;
import dev.rollcall.billing.Seat;
import dev.rollcall.billing.SeatWish;
import dev.rollcall.billing.SeatWish.Source;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** A row of {@code seat}. */
@Entity
@Table(name = "seat")
@IdClass(SeatRow.Key.class)
@NullUnmarked
class SeatRow {

  /** Its primary key, company first. */
  record Key(UUID companyId, UUID processId) implements Serializable {}

  @Id UUID companyId;
  @Id UUID processId;
  int attempt;

  @Enumerated(EnumType.STRING)
  Seat.Status status;

  @Nullable UUID licenseId;
  @Nullable UUID userId;
  @Nullable UUID officeId;

  @Enumerated(EnumType.STRING)
  @Nullable LicenseType type;

  @Enumerated(EnumType.STRING)
  @Nullable Plan plan;

  boolean purchase;
  @Nullable UUID quoteId;
  long version;
  Instant updatedAt;

  void take(Seat seat, Instant now) {
    attempt = seat.attempt();
    status = seat.status();
    licenseId = seat.licenseId().orElse(null);
    userId = seat.userId().orElse(null);
    officeId = seat.wish().map(SeatWish::officeId).orElse(null);
    type = seat.wish().map(SeatWish::type).orElse(null);
    plan = seat.wish().flatMap(SeatWish::plan).orElse(null);
    purchase = seat.wish().filter(wish -> wish.source() instanceof Source.Purchase).isPresent();
    quoteId = seat.wish().flatMap(SeatRow::quote).orElse(null);
    version = seat.version();
    updatedAt = now;
  }

  Seat toSeat() {
    return new Seat(
        companyId,
        processId,
        attempt,
        status,
        Optional.ofNullable(licenseId),
        Optional.ofNullable(userId),
        Optional.ofNullable(officeId).map(this::wish),
        version);
  }

  private SeatWish wish(UUID office) {
    return new SeatWish(
        office,
        type,
        Optional.ofNullable(plan),
        purchase ? new Source.Purchase(Optional.ofNullable(quoteId)) : new Source.Existing());
  }

  private static Optional<UUID> quote(SeatWish wish) {
    return wish.source() instanceof Source.Purchase(Optional<UUID> quote)
        ? quote
        : Optional.empty();
  }
}
