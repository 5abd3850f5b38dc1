/** E-mail addresses read with the Unicode tables of ICU (INV-11). */
@NullMarked
package dev.rollcall.invitation.address;

import org.jspecify.annotations.NullMarked;
