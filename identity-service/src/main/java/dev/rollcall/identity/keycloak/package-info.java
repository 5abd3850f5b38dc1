/** The accounts behind the memberships. */
@NullMarked
package dev.rollcall.identity.keycloak;

import org.jspecify.annotations.NullMarked;
