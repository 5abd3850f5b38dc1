/**
 * The one way into the database: a transaction that is bound to one company (row-level security).
 */
@NullMarked
package dev.rollcall.platform.storage;

import org.jspecify.annotations.NullMarked;
