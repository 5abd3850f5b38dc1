/** The service's configuration. */
@NullMarked
package dev.rollcall.identity.config;

import org.jspecify.annotations.NullMarked;
