/** Whether an office may close (CO-3). */
@NullMarked
package dev.rollcall.billing.offices;

import org.jspecify.annotations.NullMarked;
