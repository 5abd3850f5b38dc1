package dev.rollcall.billing;

/**
 * What is on an account of the ledger.
 *
 * @param quantity licenses; that of the contra account is minus the other three together
 */
public record Balance(Account account, long quantity) {}
