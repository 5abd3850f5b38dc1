/** The licenses and the subscription of a company, as clients read them. */
@NullMarked
package dev.rollcall.billing.licenses;

import org.jspecify.annotations.NullMarked;
