/** The views of companies and users, and asking identity for a company not seen yet. */
@NullMarked
package dev.rollcall.invitation.company;

import org.jspecify.annotations.NullMarked;
