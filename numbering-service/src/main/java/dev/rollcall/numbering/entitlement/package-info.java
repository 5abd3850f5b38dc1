/** What each user's licenses entitle to (NUM-1). */
@NullMarked
package dev.rollcall.numbering.entitlement;

import org.jspecify.annotations.NullMarked;
