/** A company's settings (CO-2). */
@NullMarked
package dev.rollcall.identity.companies;

import org.jspecify.annotations.NullMarked;
