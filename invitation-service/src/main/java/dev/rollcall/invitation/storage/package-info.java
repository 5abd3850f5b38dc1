/** Rows, repositories and SQL: the only package that sees persistence. */
@NullMarked
package dev.rollcall.invitation.storage;

import org.jspecify.annotations.NullMarked;
