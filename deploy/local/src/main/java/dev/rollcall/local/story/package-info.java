/**
 * The suite's story, told over HTTP through the gateway: the demo shows it, the end-to-end tests
 * check it.
 */
@NullMarked
package dev.rollcall.local.story;

import org.jspecify.annotations.NullMarked;
