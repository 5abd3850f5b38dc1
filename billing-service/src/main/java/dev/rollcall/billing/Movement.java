package dev.rollcall.billing;

import java.util.Optional;

/**
 * One step of one license: what the ledger books and the license's event tells.
 *
 * @param before empty where the license is new
 */
public record Movement(Kind kind, Optional<License> before, License after) {

  /** What happened, in the words of ledger and events. */
  public enum Kind {
    CREATED,
    RESERVED,
    ASSIGNED,
    FREED,
    CANCELLED
  }

  static Movement created(License license) {
    return new Movement(Kind.CREATED, Optional.empty(), license);
  }

  static Movement of(License before, License after) {
    Kind kind =
        switch (after.occupancy()) {
          case Occupancy.Free free -> Kind.FREED;
          case Occupancy.Reserved reserved -> Kind.RESERVED;
          case Occupancy.Assigned assigned -> Kind.ASSIGNED;
          case Occupancy.Cancelled cancelled -> Kind.CANCELLED;
        };
    return new Movement(kind, Optional.of(before), after);
  }
}
