/** The process that buys a held number (EVENTS.md, Buy a number). */
@NullMarked
package dev.rollcall.numbering.buying;

import org.jspecify.annotations.NullMarked;
