/** Long work that somebody started, and how far it is. */
@NullMarked
package dev.rollcall.invitation.operations;

import org.jspecify.annotations.NullMarked;
