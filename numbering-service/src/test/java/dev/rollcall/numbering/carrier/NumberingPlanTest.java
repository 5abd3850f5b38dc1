package dev.rollcall.numbering.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.numbering.NumberType;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberingPlanTest {

  private final NumberingPlan plan = new NumberingPlan();

  @Test
  @DisplayName("NUM-9 the same search finds the same numbers, without repetition")
  void deterministic() {
    NumberQuery query = local("415", "");

    assertThat(first(query))
        .hasSize(NumberingPlan.MOST_FOUND)
        .doesNotHaveDuplicates()
        .isEqualTo(new NumberingPlan().search(query, 0, 1).offers())
        .allSatisfy(offer -> assertThat(offer.e164()).startsWith("+1415"));
  }

  @Test
  @DisplayName("NUM-2 NUM-9 a search goes on where it stopped, and finds other numbers")
  void goesOn() {
    List<Stock> steps = steps(local("415", "")).limit(10).toList();

    assertThat(steps.stream().flatMap(step -> step.offers().stream()))
        .hasSize(10 * NumberingPlan.MOST_FOUND)
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({"415,''", "'',''", "'',77", "212,9"})
  @DisplayName("NUM-2 many steps at once find what they find one after the other, in that order")
  void manyAtOnce(String areaCode, String digits) {
    NumberQuery query = local(areaCode, digits);

    List<Offer> oneByOne =
        steps(query).limit(20).flatMap(step -> step.offers().stream()).distinct().toList();

    assertThat(plan.search(query, 0, 8).offers())
        .hasSizeGreaterThan(NumberingPlan.MOST_FOUND)
        .isEqualTo(oneByOne.subList(0, plan.search(query, 0, 8).offers().size()));
  }

  @Test
  @DisplayName("NUM-2 every number that a search finds can be found alone")
  void everyOfferIsInStock() {
    assertThat(first(local("212", "")))
        .isNotEmpty()
        .allSatisfy(offer -> assertThat(plan.find(offer.e164())).contains(offer));
  }

  @ParameterizedTest
  @ValueSource(strings = {"US", "CA", "GB", "DE", "FR", "ES", "NL", "AU", "IN", "JP"})
  @DisplayName("NUM-9 local, fax and toll-free numbers of several countries are in stock")
  void severalCountries(String country) {
    for (NumberType type : NumberType.values()) {
      assertThat(first(new NumberQuery(country, type, "", "")))
          .as("%s %s", country, type)
          .isNotEmpty()
          .allSatisfy(
              offer -> {
                assertThat(offer.country()).isEqualTo(country);
                assertThat(offer.type()).isEqualTo(type);
              });
    }
  }

  @Test
  @DisplayName("NUM-2 without an area code, several of the country are searched")
  void severalAreas() {
    assertThat(
            first(local("", "")).stream()
                .map(offer -> offer.e164().substring(0, 5))
                .collect(Collectors.toSet()))
        .hasSize(NumberingPlan.AREAS);
  }

  @Test
  @DisplayName("NUM-2 digits narrow the search")
  void contains() {
    assertThat(first(local("415", "77")))
        .hasSize(NumberingPlan.MOST_FOUND)
        .allSatisfy(offer -> assertThat(offer.e164().substring(5)).contains("77"));
  }

  @ParameterizedTest
  @CsvSource({"415,5550124", "415,555012", "'',4155550124", "'',155550124", "415,4155550124"})
  @DisplayName("NUM-2 a number is found by nearly all of its digits")
  void wholeNumber(String areaCode, String digits) {
    assertThat(steps(local(areaCode, digits)).flatMap(step -> step.offers().stream()))
        .extracting(Offer::e164)
        .contains("+14155550124");
  }

  @ParameterizedTest
  @CsvSource({"555,''", "555,77", "0,''", "411,''", "416,''", "415,00000000", "999999,1"})
  @DisplayName("NUM-2 what can't exist is decided in one step")
  void impossible(String areaCode, String digits) {
    assertThat(plan.search(local(areaCode, digits), 0, 1)).isEqualTo(Stock.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "+", "+1", "4155550123", "+15555550123", "+14155550123x", "+999123456"})
  @DisplayName("NUM-2 what is no number of the stock is not found")
  void unknown(String e164) {
    assertThat(plan.find(e164)).isEmpty();
  }

  private List<Offer> first(NumberQuery query) {
    return plan.search(query, 0, 1).offers();
  }

  private Stream<Stock> steps(NumberQuery query) {
    return Stream.iterate(
        plan.search(query, 0, 1), step -> !step.equals(Stock.NONE), step -> after(query, step));
  }

  private Stock after(NumberQuery query, Stock step) {
    return step.next().isPresent() ? plan.search(query, step.next().getAsLong(), 1) : Stock.NONE;
  }

  private static NumberQuery local(String areaCode, String digits) {
    return new NumberQuery("US", NumberType.LOCAL, areaCode, digits);
  }
}
