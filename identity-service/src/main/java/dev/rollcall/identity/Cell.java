package dev.rollcall.identity;

import java.util.Optional;

/** One cell of the permission table (USR-1): what a role gets of a permission. */
enum Cell {
  /** ✔: for all of the company. */
  ALL,
  /** ○: for the offices that the user administers. */
  OFFICES,
  /** For what is the user's own. */
  OWN,
  /** +: nothing, until a company admin grants it for all of the company. */
  GRANT_ALL,
  /** +: nothing, until a company admin grants it for the offices that the user administers. */
  GRANT_OFFICES,
  /** Blank. */
  NEVER;

  /** What the role gives by itself. */
  Optional<Reach> given() {
    return switch (this) {
      case ALL -> Optional.of(Reach.COMPANY);
      case OFFICES -> Optional.of(Reach.OFFICES);
      case OWN -> Optional.of(Reach.OWN);
      case GRANT_ALL, GRANT_OFFICES, NEVER -> Optional.empty();
    };
  }

  /** What an explicit grant gives. */
  Optional<Reach> granted() {
    return switch (this) {
      case GRANT_ALL -> Optional.of(Reach.COMPANY);
      case GRANT_OFFICES -> Optional.of(Reach.OFFICES);
      case ALL, OFFICES, OWN, NEVER -> Optional.empty();
    };
  }
}
