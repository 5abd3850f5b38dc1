/** What the invited person does with a link: look it up, accept, decline (INV-14, 15). */
@NullMarked
package dev.rollcall.invitation.accepting;

import org.jspecify.annotations.NullMarked;
