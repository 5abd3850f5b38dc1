package dev.rollcall.platform.time;

import java.time.Duration;

/**
 * Fired as an asynchronous-safe CDI event on every replica when product time was moved; sweeps look
 * for due work at once.
 *
 * @param offset how far product time is ahead of real time now
 */
public record TimeMoved(Duration offset) {}
