/** What the packed services are made of, and how they refuse to start. */
@NullMarked
package dev.rollcall.e2e.supply;

import org.jspecify.annotations.NullMarked;
