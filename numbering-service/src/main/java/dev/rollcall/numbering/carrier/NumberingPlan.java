package dev.rollcall.numbering.carrier;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import dev.rollcall.numbering.NumberType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The stock of the built-in carrier: numbers that exist in each country's numbering plan as
 * libphonenumber knows it. A pure function of the plan: the same query always finds the same
 * numbers in the same order, and whether a number is in stock can be told from the number alone.
 */
final class NumberingPlan {

  /** How many numbers a page has. */
  static final int PAGE = 50;

  /** Candidates looked at per page before it is given up; bounds the work of an odd query. */
  private static final int TRIES = 4_000;

  /** One number of so many is left out of stock, so that a search has gaps as in the real world. */
  private static final int GAP = 5;

  /** One fixed-line number of so many is offered as a fax line. */
  private static final int FAX_EVERY = 8;

  private final PhoneNumberUtil plan = PhoneNumberUtil.getInstance();

  /** Whether numbers of that country are sold. */
  boolean sells(String country) {
    return plan.getSupportedRegions().contains(country);
  }

  /** The given page of the numbers in stock that match. */
  List<Offer> search(NumberQuery query, int page) {
    Optional<String> example = exampleOf(query.country(), query.type());
    if (example.isEmpty() || query.areaCode().length() >= example.get().length()) {
      return List.of();
    }
    String prefix = query.areaCode().isEmpty() ? prefixOf(query, example.get()) : query.areaCode();
    int digits = example.get().length() - prefix.length();
    long space = (long) Math.pow(10, digits);
    List<Offer> found = new ArrayList<>();
    for (long i = (long) page * TRIES; i < Math.min(space, (page + 1L) * TRIES); i++) {
      String national = prefix + pad(spread(i, space), digits);
      if (national.contains(query.contains())) {
        offer(query.country(), national)
            .filter(it -> it.type() == query.type())
            .ifPresent(found::add);
      }
      if (found.size() == PAGE) {
        break;
      }
    }
    return found;
  }

  /** The number if it is in stock. */
  Optional<Offer> find(String e164) {
    try {
      PhoneNumber number = plan.parse(e164, null);
      String region = plan.getRegionCodeForNumber(number);
      return region == null || !format(number).equals(e164)
          ? Optional.empty()
          : offer(region, plan.getNationalSignificantNumber(number));
    } catch (NumberParseException notANumber) {
      return Optional.empty();
    }
  }

  private Optional<Offer> offer(String country, String national) {
    try {
      PhoneNumber number = plan.parse(national, country);
      if (!plan.isValidNumberForRegion(number, country)
          || !plan.getNationalSignificantNumber(number).equals(national)
          || mix(national) % GAP == 0) {
        return Optional.empty();
      }
      return typeOf(number, national).map(type -> new Offer(format(number), type, country));
    } catch (NumberParseException notANumber) {
      return Optional.empty();
    }
  }

  private Optional<NumberType> typeOf(PhoneNumber number, String national) {
    return switch (plan.getNumberType(number)) {
      case FIXED_LINE, FIXED_LINE_OR_MOBILE ->
          Optional.of(mix(national) % FAX_EVERY == 1 ? NumberType.FAX : NumberType.LOCAL);
      case TOLL_FREE -> Optional.of(NumberType.TOLL_FREE);
      default -> Optional.empty();
    };
  }

  private Optional<String> exampleOf(String country, NumberType type) {
    var wanted =
        type == NumberType.TOLL_FREE ? PhoneNumberType.TOLL_FREE : PhoneNumberType.FIXED_LINE;
    return Optional.ofNullable(plan.getExampleNumberForType(country, wanted))
        .map(plan::getNationalSignificantNumber);
  }

  private String prefixOf(NumberQuery query, String example) {
    var number = plan.getExampleNumberForType(query.country(), PhoneNumberType.FIXED_LINE);
    int areaLength =
        query.type() == NumberType.TOLL_FREE || number == null
            ? 3
            : plan.getLengthOfGeographicalAreaCode(number);
    return example.substring(0, Math.clamp(areaLength, 1, Math.max(1, example.length() - 4)));
  }

  private String format(PhoneNumber number) {
    return plan.format(number, PhoneNumberFormat.E164);
  }

  private static String pad(long value, int digits) {
    String text = Long.toString(value);
    return "0".repeat(digits - text.length()) + text;
  }

  /** Walks the whole space once, in an order that looks like none. */
  private static long spread(long i, long space) {
    return Math.floorMod(i * 7_368_787L + space / 3, space);
  }

  private static int mix(String national) {
    int hash =
        IntStream.range(0, national.length()).reduce(17, (h, i) -> h * 31 + national.charAt(i));
    return (hash ^ (hash >>> 15)) & 0x7fff_ffff;
  }
}
