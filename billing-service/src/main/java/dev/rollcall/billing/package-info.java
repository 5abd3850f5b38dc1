/**
 * What a company pays for: licenses, their movements and prices, numbers beyond the entitlement.
 * This package is the domain: values and rules, pure functions of values, instants and ids; it
 * imports {@code java.*} only.
 */
@NullMarked
package dev.rollcall.billing;

import org.jspecify.annotations.NullMarked;
