package dev.rollcall.billing.seats;

import dev.rollcall.billing.SeatChange;
import dev.rollcall.billing.events.LicenseEvents;
import dev.rollcall.billing.events.SeatRequestEvents;
import dev.rollcall.billing.storage.LedgerBook;
import dev.rollcall.billing.storage.Seats;
import dev.rollcall.platform.messaging.Outbox;
import dev.rollcall.platform.time.ProductClock;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Writes what was decided about a seat: its row, the licenses' movements, the answers. */
@ApplicationScoped
class SeatWriter {

  private final Seats seats;
  private final LedgerBook ledger;
  private final Outbox outbox;
  private final ProductClock clock;

  SeatWriter(Seats seats, LedgerBook ledger, Outbox outbox, ProductClock clock) {
    this.seats = seats;
    this.ledger = ledger;
    this.outbox = outbox;
    this.clock = clock;
  }

  Uni<Void> write(SeatChange change) {
    Instant now = clock.instant();
    return seats
        .store(change.seat(), now)
        .chain(() -> ledger.move(change.seat().companyId(), change.movements(), now))
        .chain(() -> outbox.appendAll(LicenseEvents.of(change.movements())))
        .chain(() -> outbox.appendAll(SeatRequestEvents.of(change)));
  }
}
