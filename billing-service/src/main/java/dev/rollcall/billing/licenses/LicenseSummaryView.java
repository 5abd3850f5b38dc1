package dev.rollcall.billing.licenses;

import java.util.List;

/** Counts per office, type and plan. */
public record LicenseSummaryView(List<LicenseCountView> items) {}
