package dev.rollcall.billing.ledger;

import java.time.Instant;
import java.util.List;

/**
 * All accounts as of an instant of product time.
 *
 * @param items licenses
 * @param money what was charged so far; empty before the first charge
 */
public record BalancesView(Instant at, List<BalanceView> items, List<MoneyBalanceView> money) {}
