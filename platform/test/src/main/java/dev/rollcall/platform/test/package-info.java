@NullMarked
package dev.rollcall.platform.test;

import org.jspecify.annotations.NullMarked;
