package dev.rollcall.billing.seats;

import dev.rollcall.billing.License;
import dev.rollcall.billing.Movement;
import dev.rollcall.billing.events.LicenseEvents;
import dev.rollcall.billing.storage.LedgerBook;
import dev.rollcall.platform.messaging.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Frees licenses that no seat accounts for: a founder's, or what has drifted. */
@ApplicationScoped
class FreeLicenses {

  private final LedgerBook ledger;
  private final Outbox outbox;

  FreeLicenses(LedgerBook ledger, Outbox outbox) {
    this.ledger = ledger;
    this.outbox = outbox;
  }

  /** All of them, locked by the running transaction. */
  Uni<Void> free(UUID company, List<License> taken, Instant now) {
    List<Movement> movements = taken.stream().map(license -> license.free(now)).toList();
    return ledger
        .move(company, movements, now)
        .chain(() -> outbox.appendAll(LicenseEvents.of(movements)));
  }
}
