package dev.rollcall.billing;

import java.util.UUID;

/**
 * One line of money in a ledger entry; those of one entry add up to zero.
 *
 * @param officeId whose license it is for
 * @param amount positive into the account, negative out of it
 */
public record MoneyPosting(UUID officeId, Account account, Money amount) {

  /** The accounts of money. */
  public enum Account {
    /** What the company owes. */
    RECEIVABLE,
    /** What was sold to it. */
    SALES
  }
}
