/** A company's offices (CO-3). */
@NullMarked
package dev.rollcall.identity.offices;

import org.jspecify.annotations.NullMarked;
