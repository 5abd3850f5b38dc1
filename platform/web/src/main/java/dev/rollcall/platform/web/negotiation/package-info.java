/** What a request means and what its answer is made of, decided before anything is done. */
@NullMarked
package dev.rollcall.platform.web.negotiation;

import org.jspecify.annotations.NullMarked;
