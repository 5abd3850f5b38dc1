package dev.rollcall.billing.seats;

import dev.rollcall.billing.License;
import dev.rollcall.billing.Seat;
import dev.rollcall.billing.storage.Licenses;
import dev.rollcall.billing.storage.Seats;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Locks a process's seat first and its license second; everybody does in this order. */
@ApplicationScoped
class HeldSeats {

  private final Seats seats;
  private final Licenses licenses;

  HeldSeats(Seats seats, Licenses licenses) {
    this.seats = seats;
    this.licenses = licenses;
  }

  Uni<HeldSeat> lock(UUID company, UUID process, Instant now) {
    return seats.lock(company, process, now).chain(this::withLicense);
  }

  private Uni<HeldSeat> withLicense(Seat seat) {
    return seat.licenseId()
        .map(id -> licenses.lock(seat.companyId(), id))
        .orElseGet(() -> Uni.createFrom().item(Optional.<License>empty()))
        .map(license -> new HeldSeat(seat, license));
  }
}
