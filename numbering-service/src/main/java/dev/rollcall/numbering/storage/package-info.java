/** Rows and queries; the only package that sees persistence. */
@NullMarked
package dev.rollcall.numbering.storage;

import org.jspecify.annotations.NullMarked;
