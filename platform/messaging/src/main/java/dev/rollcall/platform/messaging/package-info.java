/**
 * How events leave and enter a service exactly once: outbox, inbox, claimed jobs. Mechanism only,
 * no domain word.
 */
@NullMarked
package dev.rollcall.platform.messaging;

import org.jspecify.annotations.NullMarked;
