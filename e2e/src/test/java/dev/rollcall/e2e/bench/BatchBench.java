package dev.rollcall.e2e.bench;

import dev.rollcall.e2e.Company;
import dev.rollcall.e2e.Suite;
import dev.rollcall.local.story.Answer;
import dev.rollcall.local.story.Api;
import dev.rollcall.local.story.Story;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** PERF-7: a batch of 500 invitations, until it is accepted, and until every mail is out. */
@Tag("bench")
@ExtendWith(Suite.Extension.class)
class BatchBench {

  private static final int ROWS = 500;

  /** Free seats for everybody: what buying them costs is not measured here. */
  private static final String SEATS =
      """
      with office as (
        select company_id, office_id from license where company_id = ? limit 1
      ), seats as (
        insert into license (company_id, license_id, office_id, type, plan, state, origin,
          charged_from, version, created_at, updated_at)
        select company_id, gen_random_uuid(), office_id, 'TALK', 'BASIC', 'FREE', 'PURCHASED',
          current_date, 1, now(), now()
        from office, generate_series(1, ?)
        returning company_id)
      update license_balance
      set purchased = purchased + (select count(*) from seats),
          free = free + (select count(*) from seats)
      where company_id = (select company_id from office) and type = 'TALK' and plan = 'BASIC'
      """;

  @Test
  @DisplayName("PERF-7 a batch of 500: accepted, DONE, every mail out")
  void batch(Suite suite) throws Exception {
    run(suite, "the first batch of " + ROWS + " after the start");
    run(suite, "a batch of " + ROWS);
  }

  private static void run(Suite suite, String which) throws SQLException {
    Company company = Company.signUp(suite, Suite.ADA);
    seats(suite, company);
    String domain = UUID.randomUUID().toString().substring(0, 8) + ".test";
    Map<String, Object> body = body(domain);

    long sent = System.nanoTime();
    Answer accepted =
        company.admin().post(company.path("invitation", "/invitation-batches"), body).expect(202);
    report(which + ": accepted", sent);
    String location = accepted.headers().firstValue("Location").orElseThrow();
    Story.until(
        "the batch to be done",
        () -> company.admin().get(location),
        operation -> operation.text("status").equals("DONE"));
    report(which + ": every seat reserved, the operation DONE", sent);
    Answer done = company.admin().get(location).expect(200);
    Story.until(
        "a mail to everybody",
        () -> Api.at(suite.stack().mailboxUrl()).get("/messages"),
        mails -> mailsTo(domain, mails) >= done.body().path("done").asInt());
    report(which + ": " + done.body().path("done") + " mails out", sent);
  }

  private static Map<String, Object> body(String domain) {
    List<String> people =
        IntStream.range(0, ROWS).mapToObj(row -> "person" + row + "@" + domain).toList();
    return Map.of(
        "defaults",
        Map.of("role", "USER", "seat", Map.of("source", "EXISTING", "licenseType", "TALK")),
        "text",
        String.join("\n", people));
  }

  private static void seats(Suite suite, Company company) throws SQLException {
    try (Connection billing = suite.stack().postgres().admin("billing");
        PreparedStatement insert = billing.prepareStatement(SEATS)) {
      insert.setObject(1, UUID.fromString(company.id()));
      insert.setInt(2, ROWS);
      insert.executeUpdate();
    }
  }

  private static long mailsTo(String domain, Answer mails) {
    return StreamSupport.stream(mails.body().spliterator(), false)
        .filter(mail -> mail.path("to").asText().endsWith("@" + domain))
        .count();
  }

  private static void report(String what, long sinceNanos) {
    Figures.say("%s after %.2f s%n".formatted(what, (System.nanoTime() - sinceNanos) / 1e9));
  }
}
