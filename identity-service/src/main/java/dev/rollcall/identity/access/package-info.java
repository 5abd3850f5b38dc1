/** Who is a member of what and may do what: for the other services and for permission checks. */
@NullMarked
package dev.rollcall.identity.access;

import org.jspecify.annotations.NullMarked;
