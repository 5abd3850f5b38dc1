@NullMarked
package dev.rollcall.identity;

import org.jspecify.annotations.NullMarked;
