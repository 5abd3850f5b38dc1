package dev.rollcall.billing;

/**
 * One line of a ledger entry.
 *
 * @param quantity licenses, never 0; positive into the account, negative out of it
 */
public record Posting(Account account, long quantity) {}
