/** Keyed hashes over what this service hands out and must recognise again. */
@NullMarked
package dev.rollcall.platform.web.signing;

import org.jspecify.annotations.NullMarked;
