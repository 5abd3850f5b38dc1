/** The mails that the suite has sent, for people and for tests. */
@NullMarked
package dev.rollcall.local.mailbox;

import org.jspecify.annotations.NullMarked;
