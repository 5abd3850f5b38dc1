/** What this service asks identity-service over its internal routes. */
@NullMarked
package dev.rollcall.invitation.identity;

import org.jspecify.annotations.NullMarked;
