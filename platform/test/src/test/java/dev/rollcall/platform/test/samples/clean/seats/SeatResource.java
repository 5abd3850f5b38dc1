package dev.rollcall.platform.test.samples.clean.seats;

import dev.rollcall.platform.test.samples.clean.storage.SeatRow;
import io.smallrye.mutiny.Uni;

/** A feature that uses storage and composes. */
public final class SeatResource {

  public Uni<String> get() {
    return Uni.createFrom().item(new SeatRow()).map(row -> row.seat().toString());
  }
}
