package dev.rollcall.numbering;

import java.util.Set;

/** Where a number is in its life (NUM-3). */
public enum NumberState {
  /** At the carrier, anybody's to take. */
  AVAILABLE,
  /** Taken out of the search for one company, for a while. */
  HELD,
  /** The company's, in the reserved pool. */
  RESERVED,
  /** Somebody's. */
  ASSIGNED,
  /** Its user was deleted and may come back. */
  HELD_FOR_RESTORE;

  private Set<NumberState> next() {
    return switch (this) {
      case AVAILABLE -> Set.of(HELD);
      case HELD -> Set.of(AVAILABLE, RESERVED);
      case RESERVED -> Set.of(ASSIGNED);
      case ASSIGNED -> Set.of(RESERVED, HELD_FOR_RESTORE);
      case HELD_FOR_RESTORE -> Set.of(ASSIGNED, RESERVED);
    };
  }

  /** Whether NUM-3 has this step. */
  public boolean mayBecome(NumberState wanted) {
    return next().contains(wanted);
  }
}
