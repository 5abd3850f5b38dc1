/** What is checked before the application takes its first request. */
@NullMarked
package dev.rollcall.platform.web.start;

import org.jspecify.annotations.NullMarked;
