/**
 * How a company gets its subscription and sign-up licenses (CO-5), from the event or by asking
 * identity.
 */
@NullMarked
package dev.rollcall.billing.provisioning;

import org.jspecify.annotations.NullMarked;
