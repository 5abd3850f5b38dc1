package dev.rollcall.billing;

/**
 * Money on the wire (API.md, Conventions).
 *
 * @param amount a decimal as text, so that no reader makes a binary fraction of it, e.g. 16.94
 * @param currency ISO 4217
 */
public record MoneyView(String amount, String currency) {

  public static MoneyView of(Money money) {
    return new MoneyView(money.amount().toPlainString(), money.currency().getCurrencyCode());
  }
}
