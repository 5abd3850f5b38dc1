/**
 * The domain of invitations: states, rules, refusals. Imports nothing but {@code java.*} and the
 * outcome values; time, ids and normalised addresses are arguments.
 */
@NullMarked
package dev.rollcall.invitation;

import org.jspecify.annotations.NullMarked;
