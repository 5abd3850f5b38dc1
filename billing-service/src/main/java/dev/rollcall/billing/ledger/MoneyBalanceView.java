package dev.rollcall.billing.ledger;

import dev.rollcall.billing.MoneyPosting;
import dev.rollcall.billing.MoneyView;
import java.util.UUID;

/**
 * One account of money.
 *
 * @param account RECEIVABLE, what the company owes; or its contra account SALES
 */
public record MoneyBalanceView(UUID officeId, MoneyPosting.Account account, MoneyView balance) {

  static MoneyBalanceView of(MoneyPosting balance) {
    return new MoneyBalanceView(
        balance.officeId(), balance.account(), MoneyView.of(balance.amount()));
  }
}
