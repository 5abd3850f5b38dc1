package dev.rollcall.billing;

import java.util.List;

/**
 * What one event does to a seat: its new state, how licenses move for it, what the process is told.
 * All of it happens in one transaction.
 */
public record SeatChange(Seat seat, List<Movement> movements, List<SeatAnswer> answers) {

  public SeatChange {
    movements = List.copyOf(movements);
    answers = List.copyOf(answers);
  }

  static SeatChange only(Seat seat) {
    return new SeatChange(seat, List.of(), List.of());
  }
}
