/** Tells identity what billing believes of users and of invitations, for its drift report. */
@NullMarked
package dev.rollcall.billing.believing;

import org.jspecify.annotations.NullMarked;
