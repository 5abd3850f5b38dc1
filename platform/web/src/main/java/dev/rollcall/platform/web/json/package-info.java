/** How JSON is read and written: strictly. */
@NullMarked
package dev.rollcall.platform.web.json;

import org.jspecify.annotations.NullMarked;
