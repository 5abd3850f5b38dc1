/** What resources this application has. */
@NullMarked
package dev.rollcall.platform.web.resources;

import org.jspecify.annotations.NullMarked;
