package dev.rollcall.platform.web.resources;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The path of a resource method, such as {@code /billing/v1/companies/{companyId}/licenses}. Matrix
 * parameters and a slash at the end are no part of a path (Jakarta REST §3.7.3).
 */
public final class PathTemplate {

  private static final Pattern PARAMETER = Pattern.compile("\\{\\s*[\\w.-]+\\s*(?::([^{}]+))?}");
  private static final Pattern MATRIX = Pattern.compile(";[^/]*+");

  private final String template;
  private final List<String> literals;
  private final Pattern pattern;

  private PathTemplate(String template, List<String> literals, Pattern pattern) {
    this.template = template;
    this.literals = literals;
    this.pattern = pattern;
  }

  /** Of what {@code @Path} says on the class and on the method, joined by a slash. */
  static PathTemplate of(String template) {
    String plain = ("/" + template).replaceAll("/{2,}", "/").replaceAll("/$", "");
    List<String> literals = new ArrayList<>();
    var regex = new StringBuilder();
    Matcher parameter = PARAMETER.matcher(plain);
    int from = 0;
    while (parameter.find()) {
      String literal = plain.substring(from, parameter.start());
      String form = parameter.group(1) == null ? "[^/]+" : parameter.group(1).strip();
      regex.append(Pattern.quote(literal)).append("(?<p").append(literals.size()).append('>');
      regex.append(form).append(')');
      literals.add(literal);
      from = parameter.end();
    }
    literals.add(plain.substring(from));
    regex.append(Pattern.quote(literals.getLast()));
    return new PathTemplate(plain, List.copyOf(literals), Pattern.compile(regex + "/?"));
  }

  /** The decoded values of the parameters, where the path is one of these. */
  Optional<List<String>> values(String rawPath) {
    Matcher path = pattern.matcher(MATRIX.matcher(rawPath).replaceAll(""));
    if (!path.matches()) {
      return Optional.empty();
    }
    List<String> values = new ArrayList<>();
    for (int i = 0; i < literals.size() - 1; i++) {
      values.add(PercentEncoding.decode(path.group("p" + i)));
    }
    return Optional.of(values);
  }

  /** The path with these values, not encoded. */
  String with(List<String> values) {
    var path = new StringBuilder(literals.getFirst());
    for (int i = 0; i < values.size(); i++) {
      path.append(values.get(i)).append(literals.get(i + 1));
    }
    return path.toString();
  }

  /** As it was written. */
  @Override
  public String toString() {
    return template;
  }

  /** How much of it is fixed; of two that match a path, the one with more is meant. */
  int literalCharacters() {
    return literals.stream().mapToInt(String::length).sum();
  }
}
