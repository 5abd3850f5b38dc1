package dev.rollcall.platform.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement as PostgreSQL takes it.
 *
 * @param text with {@code $1, $2 …} in place of {@code :name} and {@code ?1}; each occurrence has a
 *     number of its own, so that PostgreSQL infers the type of each from where it stands
 * @param parameters the names in the order of those numbers
 */
record ParsedSql(String text, List<String> parameters) {

  /** Texts in quotes and comments are passed over, and so is {@code ::}. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "'[^']*'|\"[^\"]*\"|--[^\\n]*|::|:(?<name>[A-Za-z]\\w*)|\\?(?<position>\\d+)");

  private static final Map<String, ParsedSql> PARSED = new ConcurrentHashMap<>();

  static ParsedSql of(String sql) {
    ParsedSql known = PARSED.get(sql);
    return known == null ? PARSED.computeIfAbsent(sql, ParsedSql::parse) : known;
  }

  static ParsedSql parse(String sql) {
    var text = new StringBuilder(sql.length());
    var parameters = new ArrayList<String>();
    Matcher token = TOKEN.matcher(sql);
    while (token.find()) {
      String name = token.group("name") == null ? token.group("position") : token.group("name");
      if (name != null) {
        parameters.add(name);
        token.appendReplacement(text, Matcher.quoteReplacement("$" + parameters.size()));
      } else {
        token.appendReplacement(text, Matcher.quoteReplacement(token.group()));
      }
    }
    token.appendTail(text);
    return new ParsedSql(text.toString(), List.copyOf(parameters));
  }
}
