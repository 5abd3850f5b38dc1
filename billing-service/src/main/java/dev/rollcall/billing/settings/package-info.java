/** What an operator can set, documented where it is declared. */
@NullMarked
package dev.rollcall.billing.settings;

import org.jspecify.annotations.NullMarked;
