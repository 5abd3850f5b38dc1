package dev.rollcall.bench.report;

import org.jspecify.annotations.Nullable;

/**
 * One figure.
 *
 * @param scenario what it was measured by
 * @param name unique in its scenario, and the same in every run, so that runs can be compared
 * @param goal null where the figure is for orientation
 */
public record Figure(
    String scenario, String name, double value, String unit, @Nullable Goal goal) {}
