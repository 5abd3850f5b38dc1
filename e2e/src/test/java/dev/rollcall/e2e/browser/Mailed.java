package dev.rollcall.e2e.browser;

import dev.rollcall.e2e.Company;
import dev.rollcall.e2e.Suite;
import dev.rollcall.local.story.Answer;
import dev.rollcall.local.story.Story;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An invitation and its mailed link, as it stands in the mail.
 *
 * @param id of the invitation
 */
record Mailed(Company company, String id, String email, String link) {

  private static final Pattern LINK = Pattern.compile("http\\S+/join#token=([A-Za-z0-9_-]{43})");

  /** Invites Bob Stone, or whoever has that address, into the company, and reads the mail. */
  static Mailed to(Company company, String email) {
    String id = company.invite(email).expect(201).text("id");
    return new Mailed(company, id, email, newestLink(company.suite(), email, 1));
  }

  static Mailed to(Company company) {
    return to(company, Suite.freshEmail("bob"));
  }

  /** The link of the newest mail, once there are so many. */
  static String newestLink(Suite suite, String email, int mails) {
    Answer found =
        Story.until(
            mails + " mails to " + email,
            () -> suite.mails(email),
            answer -> answer.body().size() == mails);
    Matcher link =
        LINK.matcher(
            found
                .body()
                .valueStream()
                .max(java.util.Comparator.comparing(mail -> mail.path("receivedAt").asText()))
                .orElseThrow()
                .path("text")
                .asText());
    if (!link.find()) {
      throw new AssertionError("no link in the mail to " + email);
    }
    suite.secrets().token(link.group(1));
    return link.group();
  }

  String token() {
    return link.substring(link.indexOf('=') + 1);
  }
}
