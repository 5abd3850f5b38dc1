/** Signing up a company (CO-1). */
@NullMarked
package dev.rollcall.identity.signup;

import org.jspecify.annotations.NullMarked;
