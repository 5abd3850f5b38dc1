package dev.rollcall.billing.licenses;

import dev.rollcall.billing.LicenseCount;
import java.util.List;

/** Counts per office, type and plan. */
public record LicenseSummaryView(List<LicenseCount> items) {}
