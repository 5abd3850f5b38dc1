package dev.rollcall.numbering.carrier;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import dev.rollcall.numbering.NumberType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The stock of the built-in carrier: numbers that exist in each country's numbering plan as
 * libphonenumber knows it. A pure function of the plan: the same query always finds the same
 * numbers in the same order, and whether a number is in stock can be told from the number alone.
 */
final class NumberingPlan {

  /** How many numbers a step finds at most. */
  static final int MOST_FOUND = 200;

  /** How many candidates a step looks at: some milliseconds. */
  static final int MOST_TRIED = 1_000;

  /** In how many area codes a search looks that names none. */
  static final int AREAS = 12;

  /** How many numbers of an area code are tried before it counts as one that does not exist. */
  private static final int PROBES = 64;

  /** The same where area codes are looked for: one that is missed only makes the choice smaller. */
  private static final int AREA_PROBES = 8;

  /** The longest area code that is looked for; a longer one begins like others. */
  private static final int AREA_DIGITS = 3;

  /** From one area code to the next that is looked at; comes to all of them, in no order. */
  private static final int AREA_STEP = 37;

  /** One number of so many is left out of stock, so that a search has gaps as in the real world. */
  private static final int GAP = 5;

  /** One fixed-line number of so many is offered as a fax line. */
  private static final int FAX_EVERY = 8;

  /** Where area codes differ: LOCAL and FAX numbers share them. */
  private record Line(String country, PhoneNumberType type) {}

  private final PhoneNumberUtil plan = PhoneNumberUtil.getInstance();

  /** Derived from the plan, which never changes. */
  private final Map<Line, List<String>> areas = new ConcurrentHashMap<>();

  /**
   * Some steps through the numbers in stock that match, at once. An area code that does not exist
   * is decided by few candidates, and ends the search.
   *
   * @param from a position among all candidates
   * @param steps at least 1
   */
  Stock search(NumberQuery query, long from, int steps) {
    Candidates candidates = candidates(query);
    long end = candidates.end();
    Set<Offer> found = new LinkedHashSet<>();
    long position = from;
    for (int tried = 0;
        position < end && tried < steps * MOST_TRIED && found.size() < steps * MOST_FOUND;
        position++) {
      Optional<String> national = candidates.at(position);
      tried += national.isPresent() ? 1 : 0;
      national
          .flatMap(it -> offer(query.country(), it))
          .filter(offer -> offer.type() == query.type())
          .ifPresent(found::add);
    }
    return new Stock(
        List.copyOf(found), position < end ? OptionalLong.of(position) : OptionalLong.empty());
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

  private Candidates candidates(NumberQuery query) {
    var line = new Line(query.country(), lineOf(query.type()));
    return exampleOf(line)
        .map(example -> new Candidates(patterns(query, line, example)))
        .orElse(Candidates.NONE);
  }

  private List<DigitPattern> patterns(NumberQuery query, Line line, String example) {
    return prefixes(query, line, example)
        .map(prefix -> DigitPattern.of(prefix, example.length()))
        .flatMap(pattern -> pattern.containing(query.contains()))
        .distinct()
        .toList();
  }

  /** Digits are also looked for outside of the chosen area codes: they may be a whole number. */
  private Stream<String> prefixes(NumberQuery query, Line line, String example) {
    if (!query.areaCode().isEmpty()) {
      return Stream.of(query.areaCode()).filter(it -> exists(line, it, example.length(), PROBES));
    }
    Stream<String> known = areas.computeIfAbsent(line, it -> areas(it, example)).stream();
    return query.contains().isEmpty() ? known : Stream.concat(known, Stream.of(""));
  }

  /** Some area codes of the country, first that of the example. */
  private List<String> areas(Line line, String example) {
    String first = example.substring(0, areaDigits(line));
    int space = (int) Math.pow(10, first.length());
    Stream<String> others =
        IntStream.range(1, space)
            .mapToObj(i -> (Integer.parseInt(first) + i * AREA_STEP) % space)
            .map(area -> pad(area, first.length()))
            .filter(area -> exists(line, area, example.length(), AREA_PROBES));
    return Stream.concat(Stream.of(first), others).limit(AREAS).toList();
  }

  private int areaDigits(Line line) {
    return line.type() == PhoneNumberType.TOLL_FREE
        ? AREA_DIGITS
        : Math.clamp(
            plan.getLengthOfGeographicalAreaCode(
                plan.getExampleNumberForType(line.country(), line.type())),
            1,
            AREA_DIGITS);
  }

  /** Whether a number of that kind begins so. */
  private boolean exists(Line line, String prefix, int length, int probes) {
    if (prefix.length() >= length) {
      return false;
    }
    DigitPattern pattern = DigitPattern.of(prefix, length);
    return LongStream.range(0, Math.min(probes, pattern.size()))
        .mapToObj(pattern::number)
        .flatMap(national -> valid(line.country(), national).stream())
        .anyMatch(number -> lineOf(number).equals(Optional.of(line.type())));
  }

  private Optional<Offer> offer(String country, String national) {
    return valid(country, national)
        .filter(number -> mix(national) % GAP != 0)
        .flatMap(number -> offer(country, national, number));
  }

  private Optional<Offer> offer(String country, String national, PhoneNumber number) {
    return lineOf(number)
        .map(line -> typeOf(line, national))
        .map(type -> new Offer(format(number), type, country));
  }

  private Optional<PhoneNumber> valid(String country, String national) {
    try {
      PhoneNumber number = plan.parse(national, country);
      return plan.isValidNumberForRegion(number, country)
              && plan.getNationalSignificantNumber(number).equals(national)
          ? Optional.of(number)
          : Optional.empty();
    } catch (NumberParseException notANumber) {
      return Optional.empty();
    }
  }

  private static PhoneNumberType lineOf(NumberType type) {
    return type == NumberType.TOLL_FREE ? PhoneNumberType.TOLL_FREE : PhoneNumberType.FIXED_LINE;
  }

  private Optional<PhoneNumberType> lineOf(PhoneNumber number) {
    return switch (plan.getNumberType(number)) {
      case FIXED_LINE, FIXED_LINE_OR_MOBILE -> Optional.of(PhoneNumberType.FIXED_LINE);
      case TOLL_FREE -> Optional.of(PhoneNumberType.TOLL_FREE);
      default -> Optional.empty();
    };
  }

  private static NumberType typeOf(PhoneNumberType line, String national) {
    if (line == PhoneNumberType.TOLL_FREE) {
      return NumberType.TOLL_FREE;
    }
    return mix(national) % FAX_EVERY == 1 ? NumberType.FAX : NumberType.LOCAL;
  }

  private Optional<String> exampleOf(Line line) {
    return Optional.ofNullable(plan.getExampleNumberForType(line.country(), line.type()))
        .map(plan::getNationalSignificantNumber);
  }

  private String format(PhoneNumber number) {
    return plan.format(number, PhoneNumberFormat.E164);
  }

  private static String pad(int value, int digits) {
    String text = Integer.toString(value);
    return "0".repeat(digits - text.length()) + text;
  }

  private static int mix(String national) {
    int hash =
        IntStream.range(0, national.length()).reduce(17, (h, i) -> h * 31 + national.charAt(i));
    return (hash ^ (hash >>> 15)) & 0x7fff_ffff;
  }
}
