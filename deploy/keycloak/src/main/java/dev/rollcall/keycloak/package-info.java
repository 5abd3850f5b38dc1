/**
 * Signing in after joining (INV-16): a link that, opened once, signs the person who has just joined
 * in at Keycloak, without typing the password again; and signing in with an international address
 * in whichever form it is typed (INV-11).
 *
 * <p>Runs inside Keycloak, against its internal SPIs; the server's version is therefore pinned, and
 * an integration test on the real server guards every release.
 */
@NullMarked
package dev.rollcall.keycloak;

import org.jspecify.annotations.NullMarked;
