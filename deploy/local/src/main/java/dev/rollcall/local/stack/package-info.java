/**
 * The whole suite on this machine, as processes on loopback: for people who try it, and for the
 * end-to-end tests.
 */
@NullMarked
package dev.rollcall.local.stack;

import org.jspecify.annotations.NullMarked;
