/** Tells identity what numbering believes of users, for its drift report. */
@NullMarked
package dev.rollcall.numbering.believing;

import org.jspecify.annotations.NullMarked;
