/** What happened to an invitation across the services (INV-21). */
@NullMarked
package dev.rollcall.invitation.timeline;

import org.jspecify.annotations.NullMarked;
