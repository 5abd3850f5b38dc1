/** The one place where this service's settings are declared. */
@NullMarked
package dev.rollcall.invitation.configuration;

import org.jspecify.annotations.NullMarked;
