package dev.rollcall.billing.ledger;

import java.time.Instant;
import java.util.List;

/** All accounts as of an instant of product time. */
public record BalancesView(Instant at, List<BalanceView> items) {}
