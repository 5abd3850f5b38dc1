package dev.rollcall.e2e.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.e2e.Company;
import dev.rollcall.e2e.Suite;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** PERF-7: a batch of 500 invitations, until it is accepted, and until every mail is out. */
@Tag("bench")
@ExtendWith(Suite.Extension.class)
class BatchBench {

  private static final int ROWS = 500;
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final long LOOK_NANOS = 50_000_000;

  @Test
  @DisplayName("PERF-7 a batch of 500: accepted, DONE, every mail out")
  void batch(Suite suite) throws SQLException {
    run(suite, "the first batch of " + ROWS + " after the start");
    run(suite, "the second batch of " + ROWS);
    run(suite, "the third batch of " + ROWS);
  }

  private static void run(Suite suite, String which) throws SQLException {
    Company company = Company.signUp(suite, Suite.ADA);
    buySeats(company);
    String domain = UUID.randomUUID().toString().substring(0, 8) + ".test";
    Map<String, Object> body = body(domain);

    long sent = System.nanoTime();
    company.admin().post(company.path("invitation", "/invitation-batches"), body).expect(202);
    report(which + ": accepted", sent);
    await(suite, company, "operation where company_id = ? and status = 'DONE'", 1);
    report(which + ": every seat reserved, the operation DONE", sent);
    await(suite, company, "mail where company_id = ? and status = 'SENT'", ROWS);
    report(which + ": every mail out", sent);
  }

  /** Looks into the database, where looking costs little. */
  private static void await(Suite suite, Company company, String rows, int count)
      throws SQLException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try (Connection admin = suite.stack().postgres().admin("invitation");
        PreparedStatement query = admin.prepareStatement("select count(*) from " + rows)) {
      query.setObject(1, UUID.fromString(company.id()));
      while (count(query) < count) {
        assertThat(System.nanoTime()).as("%d of %s", count, rows).isLessThan(deadline);
        LockSupport.parkNanos(LOOK_NANOS);
      }
    }
  }

  private static int count(PreparedStatement query) throws SQLException {
    try (ResultSet row = query.executeQuery()) {
      row.next();
      return row.getInt(1);
    }
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

  /** Free seats for everybody: what buying them costs is not measured here. */
  private static void buySeats(Company company) {
    String office =
        company
            .admin()
            .get(company.path("identity", "/offices"))
            .expect(200)
            .items()
            .path(0)
            .path("id")
            .asText();
    Map<String, Object> order =
        Map.of("type", "TALK", "plan", "BASIC", "quantity", ROWS, "officeId", office);
    company.admin().post(company.path("billing", "/licenses"), order).expect(201);
  }

  private static void report(String what, long sinceNanos) {
    Figures.say("%s after %.2f s%n".formatted(what, (System.nanoTime() - sinceNanos) / 1e9));
  }
}
