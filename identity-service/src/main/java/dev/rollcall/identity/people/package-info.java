/** The signed-in person and their memberships (CO-4). */
@NullMarked
package dev.rollcall.identity.people;

import org.jspecify.annotations.NullMarked;
