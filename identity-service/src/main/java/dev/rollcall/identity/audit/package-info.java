/** What was done, by whom (USR-12): published as events; the chain and the reading come later. */
@NullMarked
package dev.rollcall.identity.audit;

import org.jspecify.annotations.NullMarked;
