package dev.rollcall.billing.ledger;

import dev.rollcall.billing.Account;
import dev.rollcall.billing.Account.Book;
import dev.rollcall.billing.Balance;
import dev.rollcall.billing.LicenseType;
import dev.rollcall.billing.Plan;
import java.util.UUID;

/**
 * One account.
 *
 * @param account FREE, RESERVED, ASSIGNED, or the contra account PURCHASED
 * @param balance licenses; that of PURCHASED is minus the other three together
 */
public record BalanceView(UUID officeId, LicenseType type, Plan plan, Book account, long balance) {

  static BalanceView of(Balance balance) {
    Account account = balance.account();
    return new BalanceView(
        account.officeId(), account.type(), account.plan(), account.book(), balance.quantity());
  }
}
