/** Reading invitations and their timelines. */
@NullMarked
package dev.rollcall.invitation.listing;

import org.jspecify.annotations.NullMarked;
