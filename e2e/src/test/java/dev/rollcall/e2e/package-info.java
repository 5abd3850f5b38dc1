/**
 * The whole suite as separate processes behind the gateway: black box, over HTTP and Kafka only.
 */
@NullMarked
package dev.rollcall.e2e;

import org.jspecify.annotations.NullMarked;
