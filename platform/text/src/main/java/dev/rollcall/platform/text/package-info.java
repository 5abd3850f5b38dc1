/**
 * Text as people type it, read, searched and keyed the same way in every service (CO-6, INV-11).
 */
@NullMarked
package dev.rollcall.platform.text;

import org.jspecify.annotations.NullMarked;
