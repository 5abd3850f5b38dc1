/** Text as it is searched, the same in every service (CO-6). */
@NullMarked
package dev.rollcall.platform.text;

import org.jspecify.annotations.NullMarked;
