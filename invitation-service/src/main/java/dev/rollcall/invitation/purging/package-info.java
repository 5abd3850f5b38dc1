/** Forgetting people who were invited and never joined. */
@NullMarked
package dev.rollcall.invitation.purging;

import org.jspecify.annotations.NullMarked;
