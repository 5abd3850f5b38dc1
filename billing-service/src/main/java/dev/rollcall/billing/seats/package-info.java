/** Seats for invitations and users: reserved, assigned, released, once (BIL-2, INV-6, INV-18). */
@NullMarked
package dev.rollcall.billing.seats;

import org.jspecify.annotations.NullMarked;
