package dev.rollcall.e2e.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Deque's axe-core: what it finds wrong for people with disabilities (WCAG 2.2 A and AA). */
final class Axe {

  private static final String SCRIPT = read();

  private static final String WCAG = "'wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'";

  private Axe() {}

  /** One line for each violation, of good practice for pages too; empty where there is none. */
  static List<String> violations(JoinPage page) {
    return violations(page, "[" + WCAG + ", 'best-practice']");
  }

  /** The same for a mail, which has neither landmarks nor headings of a page. */
  static List<String> violationsOfMail(JoinPage page) {
    return violations(page, "[" + WCAG + "]");
  }

  private static List<String> violations(JoinPage page, String rules) {
    page.script(SCRIPT);
    String run =
        """
        axe.run(document, {runOnly: %s})
          .then((found) => found.violations.map((each) =>
            each.impact + ' ' + each.id + ': ' + each.nodes.map((node) => node.target.join(' ')).join(', ')))
        """
            .formatted(rules);
    return ((List<?>) page.script(run)).stream().map(String::valueOf).toList();
  }

  private static String read() {
    try (InputStream script = Axe.class.getResourceAsStream("/axe.min.js")) {
      return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
