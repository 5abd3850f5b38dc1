package dev.rollcall.platform.test.samples.clean.storage;

import dev.rollcall.platform.test.samples.clean.Seat;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.UUID;

/** Storage may see persistence. */
@Entity
public class SeatRow {

  @Id UUID id = new UUID(0, 0);

  public Seat seat() {
    return new Seat(id);
  }
}
