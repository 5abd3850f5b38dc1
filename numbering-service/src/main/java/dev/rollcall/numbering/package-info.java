@NullMarked
package dev.rollcall.numbering;

import org.jspecify.annotations.NullMarked;
