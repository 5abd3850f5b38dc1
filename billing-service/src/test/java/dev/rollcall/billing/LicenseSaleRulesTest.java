package dev.rollcall.billing;

import static dev.rollcall.billing.Examples.OFFICE;
import static dev.rollcall.billing.Examples.usd;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.billing.LicenseOrder.Action;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.outcome.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LicenseSaleRulesTest {

  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final Subscription SUBSCRIPTION =
      Examples.subscription(NEW_YORK, Instant.parse("2026-03-01T12:00:00Z"));
  private static final Instant ON_THE_11TH = Instant.parse("2026-03-11T15:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  @DisplayName("BIL-4 25.00 a month, March, bought on the 11th is 16.94")
  void prorated() {
    PricedOrder priced = bought(1, ON_THE_11TH);

    assertThat(priced.total()).isEqualTo(usd("16.94"));
    assertThat(priced.lines())
        .containsExactly(
            new Statement.Line(
                "TALK PLUS, Head office",
                1,
                usd("25.00"),
                usd("16.94"),
                LocalDate.parse("2026-03-11"),
                LocalDate.parse("2026-04-01"),
                Optional.empty()));
  }

  @Test
  @DisplayName("BIL-4 a line is rounded once, however many it is of")
  void roundedOnce() {
    assertThat(bought(3, ON_THE_11TH).total()).isEqualTo(usd("50.81"));
  }

  @Test
  @DisplayName("BIL-4 the day is the company's: shortly before its midnight it is still the 11th")
  void ownDay() {
    assertThat(bought(1, Instant.parse("2026-03-12T03:59:59Z")).total()).isEqualTo(usd("16.94"));
    assertThat(bought(1, Instant.parse("2026-03-12T04:00:00Z")).total()).isEqualTo(usd("16.13"));
  }

  @Property
  @Label("BIL-4 a purchase costs at most the full price, at least a day, and later never more")
  void bounds(
      @ForAll @IntRange(min = 1, max = 30) int day, @ForAll @IntRange(min = 1, max = 99) int n) {
    Instant then = Instant.parse("2026-03-01T15:00:00Z").plus(Duration.ofDays(day));
    Money today = bought(n, then).total();
    Money before = bought(n, then.minus(Duration.ofDays(1))).total();

    assertThat(today.amount()).isPositive().isLessThanOrEqualTo(before.amount());
    assertThat(before.amount())
        .isLessThanOrEqualTo(usd("25.00").amount().multiply(new java.math.BigDecimal(n)));
  }

  @Test
  @DisplayName("BIL-6 a quote ends at the company's midnight at the latest")
  void untilMidnight() {
    Instant shortlyBefore = Instant.parse("2026-03-12T03:30:00Z");

    assertThat(quote(ON_THE_11TH).expiresAt()).isEqualTo(ON_THE_11TH.plus(HOUR));
    assertThat(quote(shortlyBefore).expiresAt()).isEqualTo(Instant.parse("2026-03-12T04:00:00Z"));
  }

  @Test
  @DisplayName("BIL-6 a quote stands until the very instant that it expires")
  void stands() {
    Quote quote = quote(ON_THE_11TH);
    PricedOrder same = bought(1, ON_THE_11TH);

    assertThat(QuoteRules.stands(quote, same, quote.expiresAt().minusNanos(1))).isTrue();
    assertThat(QuoteRules.stands(quote, same, quote.expiresAt())).isFalse();
  }

  @Test
  @DisplayName("BIL-6 a quote doesn't stand for another price, another quantity, or a second time")
  void stale() {
    Quote quote = quote(ON_THE_11TH);
    PricedOrder dearer = done(LicenseSaleRules.buy(order(1), terms("26.00"), ON_THE_11TH));
    var used =
        new Quote(
            quote.id(),
            quote.companyId(),
            quote.priced(),
            quote.hash(),
            quote.createdAt(),
            quote.expiresAt(),
            Optional.of(Examples.id(9)));

    assertThat(QuoteRules.stands(quote, dearer, ON_THE_11TH)).isFalse();
    assertThat(QuoteRules.stands(quote, bought(2, ON_THE_11TH), ON_THE_11TH)).isFalse();
    assertThat(QuoteRules.stands(used, bought(1, ON_THE_11TH), ON_THE_11TH)).isFalse();
  }

  @Test
  @DisplayName("INV-4 what a removed sign-up license had is not sold again, by a clear code")
  void signUpRemoved() {
    var removed = terms("15.00").withSignUpRemoved(true);

    assertThat(refusal(LicenseSaleRules.buy(order(1), removed, ON_THE_11TH)))
        .extracting(Refusal::kind, Refusal::code)
        .containsExactly(Refusal.Kind.FORBIDDEN, "SIGNUP_LICENSE_REMOVED");
  }

  @Test
  @DisplayName("BIL-1 what the price list doesn't have is not sold")
  void noPrice() {
    var unpriced = SaleTerms.in("Head office", SUBSCRIPTION);

    assertThat(refusal(LicenseSaleRules.buy(order(1), unpriced, ON_THE_11TH)).code())
        .isEqualTo("NO_PRICE");
  }

  @Test
  @DisplayName(
      "BIL-4 a removal costs nothing and takes effect at the renewal; the sign-up's is said")
  void removal() {
    var order = new LicenseOrder(Action.REMOVE_LICENSES, LicenseType.TALK, Plan.BASIC, 2, OFFICE);

    PricedOrder priced = removed(order, List.of(purchased(), Examples.free()));

    assertThat(priced.total()).isEqualTo(usd("0.00"));
    assertThat(priced.lines())
        .extracting(Statement.Line::description, Statement.Line::quantity, Statement.Line::to)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "TALK BASIC, Head office: removed at the renewal",
                1L,
                LocalDate.parse("2026-04-01")),
            org.assertj.core.groups.Tuple.tuple(
                "TALK BASIC, Head office: of the sign-up, removed at the renewal for good",
                1L,
                LocalDate.parse("2026-04-01")));
  }

  @Test
  @DisplayName(
      "INV-4 BIL-6 a quote to remove a bought license doesn't stand for one of the sign-up")
  void removalOfAnother() {
    var order = new LicenseOrder(Action.REMOVE_LICENSES, LicenseType.TALK, Plan.BASIC, 1, OFFICE);
    PricedOrder bought = removed(order, List.of(purchased()));
    Quote quote = QuoteRules.quote(Examples.id(8), bought, SUBSCRIPTION, HOUR, ON_THE_11TH);

    assertThat(QuoteRules.stands(quote, bought, ON_THE_11TH)).isTrue();
    assertThat(QuoteRules.stands(quote, removed(order, List.of(Examples.free())), ON_THE_11TH))
        .isFalse();
  }

  @Test
  @DisplayName("BIL-4 no more are removed than are free")
  void notEnoughFree() {
    var order = new LicenseOrder(Action.REMOVE_LICENSES, LicenseType.TALK, Plan.BASIC, 2, OFFICE);

    assertThat(
            refusal(
                    LicenseSaleRules.remove(
                        order, List.of(Examples.free()), terms("15.00"), ON_THE_11TH))
                .code())
        .isEqualTo("NO_FREE_LICENSE");
  }

  @Test
  @DisplayName("BIL-6 what is wrong with an order is said at once, each with its place")
  void invalid() {
    assertThat(refusal(LicenseOrder.read(null, null, null, 0, null)).violations())
        .extracting(violation -> violation.pointer())
        .containsExactly("/action", "/type", "/plan", "/officeId", "/quantity");
    assertThat(
            refusal(
                    LicenseOrder.read(
                        Action.BUY_LICENSES, LicenseType.TALK, Plan.PLUS, 1001, OFFICE))
                .violations())
        .extracting(violation -> violation.pointer())
        .containsExactly("/quantity");
  }

  private static PricedOrder removed(LicenseOrder order, List<License> free) {
    return done(LicenseSaleRules.remove(order, free, terms("15.00"), ON_THE_11TH));
  }

  private static License purchased() {
    return License.create(
            Examples.id(6),
            Examples.COMPANY,
            OFFICE,
            LicenseType.TALK,
            Plan.BASIC,
            License.Terms.purchased(Examples.id(7), LocalDate.parse("2026-03-11")),
            ON_THE_11TH)
        .after();
  }

  private static PricedOrder bought(int quantity, Instant now) {
    return done(LicenseSaleRules.buy(order(quantity), terms("25.00"), now));
  }

  private static Quote quote(Instant now) {
    return QuoteRules.quote(Examples.id(8), bought(1, now), SUBSCRIPTION, HOUR, now);
  }

  private static LicenseOrder order(int quantity) {
    return new LicenseOrder(Action.BUY_LICENSES, LicenseType.TALK, Plan.PLUS, quantity, OFFICE);
  }

  private static SaleTerms terms(String monthly) {
    return SaleTerms.in("Head office", SUBSCRIPTION).withMonthly(Optional.of(usd(monthly)));
  }

  private static <T> T done(Outcome<T> outcome) {
    return outcome.fold(
        value -> value,
        refusal -> {
          throw new AssertionError("refused: " + refusal);
        });
  }

  private static Refusal refusal(Outcome<?> outcome) {
    return outcome.fold(
        value -> {
          throw new AssertionError("not refused: " + value);
        },
        refusal -> refusal);
  }
}
