/** The calls to identity that make a member, and settling one whose end nobody saw. */
@NullMarked
package dev.rollcall.invitation.joining;

import org.jspecify.annotations.NullMarked;
