/** What leaves the process for people to read: logs without secrets. */
@NullMarked
package dev.rollcall.platform.web.telemetry;

import org.jspecify.annotations.NullMarked;
