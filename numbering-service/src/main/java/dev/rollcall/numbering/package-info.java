/**
 * Phone numbers, their reserved pool, and how a company comes to them. The records and rules here
 * are the domain: pure functions of values, instants and ids.
 */
@NullMarked
package dev.rollcall.numbering;

import org.jspecify.annotations.NullMarked;
