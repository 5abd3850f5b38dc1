package dev.rollcall.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollcall.e2e.EventLog.Published;
import dev.rollcall.local.story.Answer;
import dev.rollcall.local.story.Story;
import dev.rollcall.platform.test.Eventually;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Suite.Extension.class)
class DriftTest {

  private static final String PASSWORD = "correct horse battery staple";

  @Test
  @DisplayName("X-3 what is seeded is found and nothing else, repaired on command, and audited")
  void members(Suite suite) throws Exception {
    Company company = Company.signUp(suite, Suite.ADA);
    Drift drift = new Drift(suite, company);
    String staysEmail = Suite.freshEmail("stays");
    String goneEmail = Suite.freshEmail("gone");
    String stays = company.join(staysEmail, PASSWORD);
    String gone = company.join(goneEmail, PASSWORD);
    String theirs = number(company);
    String pooled = number(company);
    suite.story().assign(company.admin(), company.id(), theirs, stays);
    suite.story().deleteUser(company.admin(), company.id(), gone);
    drift.awaitEnabled(goneEmail, false);
    String free = company.awaitLicenses("FREE", 1).getFirst().path("id").asText();
    String assigned = licenseOf(company, stays);
    assertThat(drift.found(drift.report())).as("a healthy company").isEmpty();

    drift.seed(
        "billing",
        "update license set state = 'ASSIGNED', holder_user_id = '%s' where license_id = '%s'"
            .formatted(gone, free));
    drift.seed(
        "billing",
        "update license set state = 'FREE', holder_user_id = null where license_id = '%s'"
            .formatted(assigned));
    drift.seed(
        "numbering",
        "update phone_number set state = 'ASSIGNED', user_id = '%s' where e164 = '%s'"
            .formatted(gone, pooled));
    drift.seed(
        "numbering",
        """
        update phone_number
        set state = 'HELD_FOR_RESTORE', last_user_id = user_id, user_id = null,
            unassigned_at = now()
        where e164 = '%s'
        """
            .formatted(theirs));
    drift.seed(
        "invitation", "update user_view set version = 0 where user_id = '%s'".formatted(stays));
    drift.enable(staysEmail, false);
    drift.enable(goneEmail, true);

    String report = drift.report();
    assertThat(drift.found(report))
        .containsExactlyInAnyOrder(
            "LICENSE_OF_NO_MEMBER " + free,
            "MEMBER_WITHOUT_LICENSE " + stays,
            "NUMBER_OF_NO_MEMBER " + pooled,
            "NUMBER_HELD_FOR_ACTIVE_MEMBER " + theirs,
            "STALE_VIEW " + stays,
            "ACCOUNT_DISABLED_WITH_MEMBERSHIP " + drift.personId(staysEmail),
            "ACCOUNT_ENABLED_WITHOUT_MEMBERSHIP " + drift.personId(goneEmail));

    Answer repaired = drift.repair(report);
    assertThat(repaired.body().path("results"))
        .as(repaired.body().toString())
        .hasSize(7)
        .extracting(result -> result.path("outcome").asText())
        // One telling about a member may cure another finding about them before its turn comes.
        .isSubsetOf("REPAIRED", "GONE")
        .contains("REPAIRED");
    assertThat(drift.found(drift.report())).as("after the repair").isEmpty();
    assertThat(licenseOf(company, stays)).isEqualTo(assigned);
    assertThat(company.awaitLicenses("FREE", 1).getFirst().path("id").asText()).isEqualTo(free);
    assertThat(numberStates(company)).containsEntry(theirs, "ASSIGNED " + stays);
    assertThat(numberStates(company).get(pooled)).startsWith("HELD_FOR_RESTORE");
    drift.awaitEnabled(staysEmail, true);
    drift.awaitEnabled(goneEmail, false);
    assertThat(ledger(company)).isTrue();
    audited(suite, company, 3, 7);
  }

  @Test
  @DisplayName("X-3 INV-18 a seat kept for an invitation that has ended is found and freed")
  void seats(Suite suite) throws Exception {
    Company company = Company.signUp(suite, Suite.GRACE);
    Drift drift = new Drift(suite, company);
    String invitation = company.invited(Suite.freshEmail("never"));
    company.invited(Suite.freshEmail("pending"));
    String seat = company.awaitInvitation(invitation, "PENDING").path("licenseId").asText();
    assertThat(drift.found(drift.report())).as("a healthy company").isEmpty();

    drift.seed(
        "invitation",
        "update invitation set status = 'REVOKED' where id = '%s'".formatted(invitation));

    String report = drift.report();
    assertThat(drift.findings(report))
        .singleElement()
        .satisfies(finding -> assertThat(seatOf(finding)).isEqualTo(invitation + " REVOKED"));
    assertThat(drift.repair(report).body().at("/results/0/outcome").asText()).isEqualTo("REPAIRED");
    assertThat(drift.found(drift.report())).as("after the repair").isEmpty();
    company.awaitLicenses("RESERVED", 1);
    List<JsonNode> free = company.awaitLicenses("FREE", 1);
    assertThat(seat).isIn("", free.getFirst().path("id").asText());
    assertThat(ledger(company)).isTrue();
    audited(suite, company, 3, 1);
  }

  @Test
  @DisplayName("X-3 INV-6 an invitation that lost its seat's answer is found, asks again and opens")
  void answers(Suite suite) throws Exception {
    Company company = Company.signUp(suite, Suite.GRACE);
    Drift drift = new Drift(suite, company);
    String email = Suite.freshEmail("waits");
    String invitation = company.invited(email);
    company.awaitInvitation(invitation, "PENDING");

    drift.seed(
        "invitation",
        "update invitation set status = 'REQUESTED' where id = '%s'".formatted(invitation));

    String report = drift.report();
    assertThat(drift.findings(report))
        .singleElement()
        .satisfies(
            finding ->
                assertThat(
                        finding.path("kind").asText() + " " + finding.path("invitationId").asText())
                    .isEqualTo("SEAT_ANSWER_LOST " + invitation));
    assertThat(drift.repair(report).body().at("/results/0/outcome").asText()).isEqualTo("REPAIRED");
    company.awaitInvitation(invitation, "PENDING");
    company.awaitLicenses("RESERVED", 1);
    assertThat(drift.found(drift.report())).as("after the repair").isEmpty();
  }

  @Test
  @DisplayName(
      "X-3 a license of somebody whom nobody knows is reported, and said not to be repaired")
  void nobody(Suite suite) throws Exception {
    Company company = Company.signUp(suite, Suite.GRACE);
    Drift drift = new Drift(suite, company);
    String free = company.awaitLicenses("FREE", 2).getFirst().path("id").asText();

    drift.seed(
        "billing",
        "update license set state = 'ASSIGNED', holder_user_id = gen_random_uuid() where license_id = '%s'"
            .formatted(free));

    String report = drift.report();
    assertThat(drift.found(report)).containsExactly("LICENSE_OF_NO_MEMBER " + free);
    Answer repaired = drift.repair(report);
    assertThat(repaired.body().at("/results/0/outcome").asText()).isEqualTo("NOT_REPAIRED");
    assertThat(repaired.body().at("/results/0/problem/code").asText()).isEqualTo("UNKNOWN_USER");
    audited(suite, company, 1, 1);
  }

  private static String number(Company company) {
    Story story = company.suite().story();
    String e164 = story.availableNumber(company.admin(), company.id(), "415");
    String hold = story.hold(company.admin(), company.id(), e164);
    String office = story.headOffice(company.admin(), company.id());
    story.buy(company.admin(), company.id(), hold, office, e164);
    return e164;
  }

  private static String licenseOf(Company company, String userId) {
    return company.awaitLicenses("ASSIGNED", 2).stream()
        .filter(license -> license.path("holder").path("userId").asText().equals(userId))
        .map(license -> license.path("id").asText())
        .findFirst()
        .orElse("none");
  }

  private static Map<String, String> numberStates(Company company) {
    return Company.items(company.admin().get(company.path("numbering", "/numbers")).expect(200))
        .stream()
        .collect(
            Collectors.toMap(
                number -> number.path("e164").asText(),
                number ->
                    number.path("state").asText()
                        + " "
                        + number.path("assignee").path("userId").asText()));
  }

  private static String seatOf(JsonNode finding) {
    assertThat(finding.path("kind").asText()).isEqualTo("SEAT_OF_ENDED_INVITATION");
    return finding.path("invitationId").asText() + " " + finding.path("known").asText();
  }

  private static boolean ledger(Company company) {
    return company
        .admin()
        .get(company.path("billing", "/ledger/verification"))
        .expect(200)
        .body()
        .path("valid")
        .asBoolean();
  }

  /** So many reports and repaired findings, on the topic where everybody can check them. */
  private static void audited(Suite suite, Company company, long reports, long repairs) {
    Eventually.holds(
        () -> {
          Map<String, Long> actions =
              EventLog.of(suite.stack().kafkaBootstrap(), company.id()).stream()
                  .filter(event -> event.topic().equals("rollcall.audit.v1"))
                  .map(Published::payload)
                  .filter(entry -> entry.at("/actor/userId").isTextual())
                  .map(entry -> entry.path("action").asText())
                  .filter(action -> action.startsWith("drift."))
                  .collect(Collectors.groupingBy(action -> action, Collectors.counting()));
          assertThat(actions)
              .isEqualTo(Map.of("drift.reported", reports, "drift.repaired", repairs));
        });
  }
}
