@NullMarked
package dev.rollcall.local;

import org.jspecify.annotations.NullMarked;
