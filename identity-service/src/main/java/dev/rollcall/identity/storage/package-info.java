/** Rows and repositories; the only package that sees persistence. */
@NullMarked
package dev.rollcall.identity.storage;

import org.jspecify.annotations.NullMarked;
