/** What a company pays: charges of numbers (BIL-11) and the statement of a period (BIL-4). */
@NullMarked
package dev.rollcall.billing.charging;

import org.jspecify.annotations.NullMarked;
