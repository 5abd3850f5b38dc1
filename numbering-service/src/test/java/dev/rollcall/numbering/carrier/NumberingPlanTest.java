package dev.rollcall.numbering.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.numbering.NumberType;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberingPlanTest {

  private final NumberingPlan plan = new NumberingPlan();

  @Test
  @DisplayName("NUM-9 the same search finds the same numbers, without repetition")
  void deterministic() {
    var query = new NumberQuery("US", NumberType.LOCAL, "415", "");
    List<Offer> found = plan.search(query, 0);

    assertThat(found).hasSize(NumberingPlan.PAGE).isEqualTo(new NumberingPlan().search(query, 0));
    assertThat(new HashSet<>(found)).hasSameSizeAs(found);
    assertThat(found).allSatisfy(offer -> assertThat(offer.e164()).startsWith("+1415"));
  }

  @Test
  @DisplayName("NUM-2 every number that a search finds can be found alone")
  void everyOfferIsInStock() {
    assertThat(plan.search(new NumberQuery("US", NumberType.LOCAL, "212", ""), 0))
        .isNotEmpty()
        .allSatisfy(offer -> assertThat(plan.find(offer.e164())).contains(offer));
  }

  @ParameterizedTest
  @ValueSource(strings = {"US", "CA", "GB", "DE", "FR", "ES", "NL", "AU", "IN", "JP"})
  @DisplayName("NUM-9 local, fax and toll-free numbers of several countries are in stock")
  void severalCountries(String country) {
    for (NumberType type : NumberType.values()) {
      assertThat(plan.search(new NumberQuery(country, type, "", ""), 0))
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
  @DisplayName("NUM-2 digits narrow the search")
  void contains() {
    assertThat(plan.search(new NumberQuery("US", NumberType.LOCAL, "415", "77"), 0))
        .isNotEmpty()
        .allSatisfy(offer -> assertThat(offer.e164().substring(2)).contains("77"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "+", "+1", "4155550123", "+15555550123", "+14155550123x", "+999123456"})
  @DisplayName("NUM-2 what is no number of the stock is not found")
  void unknown(String e164) {
    assertThat(plan.find(e164)).isEmpty();
  }
}
