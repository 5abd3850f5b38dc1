package dev.rollcall.billing.seats;

import dev.rollcall.billing.License;
import dev.rollcall.billing.Seat;
import java.util.Optional;

/**
 * A seat and the license that it names, both locked.
 *
 * @param license empty where it names none
 */
record HeldSeat(Seat seat, Optional<License> license) {}
