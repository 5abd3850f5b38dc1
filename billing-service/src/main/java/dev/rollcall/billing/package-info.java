@NullMarked
package dev.rollcall.billing;

import org.jspecify.annotations.NullMarked;
