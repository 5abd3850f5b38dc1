@NullMarked
package dev.rollcall.invitation;

import org.jspecify.annotations.NullMarked;
