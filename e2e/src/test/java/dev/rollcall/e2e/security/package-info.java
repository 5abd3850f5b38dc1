/**
 * What nobody may do, tried from outside. The tests are driven by what the suite says of itself
 * (OpenAPI documents, system catalogues of the databases), so that a new operation or a new table
 * is tried without anybody adding it.
 */
@NullMarked
package dev.rollcall.e2e.security;

import org.jspecify.annotations.NullMarked;
