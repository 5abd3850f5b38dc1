/** What a service says of the servers that it uses. */
@NullMarked
package dev.rollcall.platform.web.health;

import org.jspecify.annotations.NullMarked;
