/** Runs while this module is built; not part of the jar. */
@NullMarked
package dev.rollcall.keycloak.build;

import org.jspecify.annotations.NullMarked;
