package dev.rollcall.identity;

import static dev.rollcall.identity.IdentityWorld.founded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.platform.test.Eventually;
import dev.rollcall.platform.test.RollcallTest;
import dev.rollcall.platform.test.ServiceDatabase;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@RollcallTest(service = "identity", keycloak = true)
class PurgingTest {

  @Test
  @DisplayName("EVENTS Join: attempts of half a year ago are purged, later ones are not")
  void joinings() {
    UUID company = UUID.randomUUID();
    attempt(company, 181);
    attempt(company, 179);

    purge();

    Eventually.holds(() -> assertThat(count("joining", company)).contains("1"));
  }

  private static void attempt(UUID company, int daysAgo) {
    ServiceDatabase.value(
        "insert into joining (join_id, company_id, invitation_id, state, created_at)"
            + " values (gen_random_uuid(), ?, gen_random_uuid(), 'CLOSED',"
            + " now() - ? * interval '1 day') returning 1",
        company,
        daysAgo);
  }

  @Test
  @DisplayName("X-3 reports that settled long ago are purged with what they found")
  void reports() {
    var world = founded();
    report(world.company(), 91);
    report(world.company(), 89);

    purge();

    Eventually.holds(() -> assertThat(count("drift_report", world.company())).contains("1"));
    assertThat(count("drift_finding", world.company())).contains("1");
  }

  private static void report(UUID company, int daysAgo) {
    UUID report = UUID.randomUUID();
    ServiceDatabase.value(
        """
        insert into drift_report (company_id, report_id, status, requested_by, person_id,
          request_id, look, part, next_from, step, checked, findings, created_at, updated_at,
          settled_at)
        values (?, ?, 'DONE', gen_random_uuid(), gen_random_uuid(), 'r', 2, 'SEATS',
          gen_random_uuid(), 1, 1, 1, now(), now(), now() - ? * interval '1 day') returning 1
        """,
        company,
        report,
        daysAgo);
    ServiceDatabase.value(
        """
        insert into drift_finding (company_id, report_id, finding_id, kind, service, subject,
          owner_id, version, believed, known, confirmed)
        values (?, ?, gen_random_uuid(), 'K', 'billing', 's', gen_random_uuid(), 1, 'a', 'b', true)
        returning 1
        """,
        company,
        report);
  }

  private static void purge() {
    ServiceDatabase.value(
        "update job set due_at = now() where kind = 'identity.purge' returning 1");
  }

  private static Optional<String> count(String table, UUID company) {
    return ServiceDatabase.value(
        "select count(*) from " + table + " where company_id = ?", company);
  }
}
