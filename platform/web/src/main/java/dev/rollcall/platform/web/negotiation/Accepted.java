package dev.rollcall.platform.web.negotiation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a client accepts (RFC 9110 §12.5.1). Members of the list that can't be read are passed over;
 * where none is left, or there is no header, everything is accepted. Parameters other than {@code
 * q} don't matter, since nothing on offer has any.
 */
final class Accepted {

  /** Also {@code .5}, which old clients send. */
  private static final Pattern WEIGHT = Pattern.compile("0?\\.[0-9]{1,3}|0\\.?|1(?:\\.0{0,3})?");

  private record Choice(MediaRange range, double weight) {}

  private final List<Choice> choices;

  private Accepted(List<Choice> choices) {
    this.choices = choices;
  }

  /** Of the header's lines, joined by commas. */
  static Accepted of(@Nullable String header) {
    List<Choice> choices = new ArrayList<>();
    String text = header == null ? "" : header;
    Matcher range = MediaRange.FORM.matcher(text);
    int from = 0;
    while (from < text.length()) {
      range.region(from, text.length());
      boolean whole =
          range.lookingAt() && (range.end() == text.length() || text.charAt(range.end()) == ',');
      if (whole) {
        MediaRange.of(range).flatMap(Accepted::choice).ifPresent(choices::add);
      }
      int comma = text.indexOf(',', whole ? range.end() : from);
      from = comma < 0 ? text.length() : comma + 1;
    }
    return new Accepted(List.copyOf(choices));
  }

  /** What is best liked of that, the first of equals; empty where nothing is accepted. */
  Optional<String> best(List<String> offers) {
    if (choices.isEmpty()) {
      return Optional.of(offers.getFirst());
    }
    return offers.stream()
        .filter(offer -> weight(offer) > 0)
        .max(Comparator.comparingDouble(this::weight).thenComparing(reversed(offers)));
  }

  private static Comparator<String> reversed(List<String> offers) {
    return Comparator.<String>comparingInt(offers::indexOf).reversed();
  }

  /** Of the most precise range that includes it. */
  private double weight(String offer) {
    MediaRange type = MediaRange.of(offer).orElseThrow();
    return choices.stream()
        .filter(choice -> choice.range().includes(type))
        .max(Comparator.comparingInt(choice -> choice.range().precision()))
        .map(Choice::weight)
        .orElse(0.0);
  }

  private static Optional<Choice> choice(MediaRange range) {
    String weight = range.parameters().getOrDefault("q", "1");
    return WEIGHT.matcher(weight).matches()
        ? Optional.of(new Choice(range, Double.parseDouble(weight)))
        : Optional.empty();
  }
}
