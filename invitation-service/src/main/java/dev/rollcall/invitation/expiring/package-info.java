/** Links whose time is up (INV-8). */
@NullMarked
package dev.rollcall.invitation.expiring;

import org.jspecify.annotations.NullMarked;
