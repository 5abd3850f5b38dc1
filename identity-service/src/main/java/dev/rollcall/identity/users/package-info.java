/** Listing, reading, editing and deleting users (USR-1 to USR-4, USR-7). */
@NullMarked
package dev.rollcall.identity.users;

import org.jspecify.annotations.NullMarked;
