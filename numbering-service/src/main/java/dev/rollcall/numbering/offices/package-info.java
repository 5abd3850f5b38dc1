/** Whether an office may close (CO-3). */
@NullMarked
package dev.rollcall.numbering.offices;

import org.jspecify.annotations.NullMarked;
