/** Long work (API.md): 202 with a Location, progress, a result per subject. */
@NullMarked
package dev.rollcall.platform.web.operations;

import org.jspecify.annotations.NullMarked;
