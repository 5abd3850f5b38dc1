@NullMarked
package dev.rollcall.platform.web;

import org.jspecify.annotations.NullMarked;
