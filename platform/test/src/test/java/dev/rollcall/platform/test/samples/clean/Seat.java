package dev.rollcall.platform.test.samples.clean;

import java.util.UUID;

/** A domain value that imports java only. */
public record Seat(UUID id) {}
