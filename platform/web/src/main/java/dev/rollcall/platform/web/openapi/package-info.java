/** Completes the OpenAPI document with what all operations share. */
@NullMarked
package dev.rollcall.platform.web.openapi;

import org.jspecify.annotations.NullMarked;
