/** What every HTTP request goes through before its resource: an id, a size limit. */
@NullMarked
package dev.rollcall.platform.web.requests;

import org.jspecify.annotations.NullMarked;
