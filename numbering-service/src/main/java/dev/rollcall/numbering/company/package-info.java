/** Companies, offices and users as numbering knows them from events. */
@NullMarked
package dev.rollcall.numbering.company;

import org.jspecify.annotations.NullMarked;
