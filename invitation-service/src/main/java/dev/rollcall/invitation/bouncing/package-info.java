/** Mail that comes back (INV-19): what the mail server refuses, and what is reported later. */
@NullMarked
package dev.rollcall.invitation.bouncing;

import org.jspecify.annotations.NullMarked;
