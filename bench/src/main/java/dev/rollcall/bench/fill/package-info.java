/**
 * Fills the databases of a running suite with many users and companies, as if they had been there
 * for years.
 */
@NullMarked
package dev.rollcall.bench.fill;

import org.jspecify.annotations.NullMarked;
