/**
 * Tells identity what this service believes of users, and how its invitations stand, for its drift
 * report.
 */
@NullMarked
package dev.rollcall.invitation.believing;

import org.jspecify.annotations.NullMarked;
