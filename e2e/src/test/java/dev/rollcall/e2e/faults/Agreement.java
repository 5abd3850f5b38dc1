package dev.rollcall.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollcall.e2e.Company;
import dev.rollcall.e2e.Suite;
import dev.rollcall.e2e.faults.Journey.Colleague;
import dev.rollcall.e2e.faults.Journey.Promised;
import dev.rollcall.local.stack.LocalStack;
import dev.rollcall.local.story.Answer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;

/** That all services, the mailbox and Keycloak tell the same about a journey, and nothing twice. */
final class Agreement {

  private final Suite suite;
  private final Insistent insistent;

  Agreement(Suite suite, Insistent insistent) {
    this.suite = suite;
    this.insistent = insistent;
  }

  /** Waits until the services agree on what was promised; fails with what one of them says else. */
  void on(Promised promised) {
    Company company = promised.company();
    String stays = promised.stays().userId();
    // Members.
    await(company, "identity", "/users?tab=current", users -> users.items().size() == 2);
    assertThat(ids(items(company, "identity", "/users?tab=deleted")))
        .containsExactly(promised.leaves().userId());
    // Seats: the founder's, the one who stays; that of the deleted one is free again, once.
    await(company, "billing", "/licenses?state=FREE", licenses -> licenses.items().size() == 1);
    List<JsonNode> seats = items(company, "billing", "/licenses?state=ASSIGNED");
    assertThat(seats).hasSize(2);
    assertThat(seats).anyMatch(license -> holder(license).equals(stays));
    assertThat(items(company, "billing", "/licenses")).hasSize(3);
    // Invitations.
    for (Colleague colleague : List.of(promised.stays(), promised.leaves())) {
      await(
          company,
          "invitation",
          "/invitations/" + colleague.invitationId(),
          invitation -> invitation.text("status").equals("JOINED"));
    }
    // Numbers.
    List<JsonNode> numbers = items(company, "numbering", "/numbers");
    assertThat(numbers).hasSize(2);
    JsonNode assigned = number(numbers, promised.e164());
    assertThat(assigned.path("assignee").path("userId").asText()).isEqualTo(stays);
    // Offices: one is deleted and empty, none closes for ever, and what was bought kept the other.
    await(company, "identity", "/offices/" + promised.closed(), is("DELETED"));
    await(company, "identity", "/offices/" + promised.kept(), is("OPEN"));
    assertThat(number(numbers, promised.pooled()).path("officeId").asText())
        .isEqualTo(promised.kept());
    assertThat(items(company, "billing", "/licenses?officeId=" + promised.closed())).isEmpty();
    assertThat(items(company, "numbering", "/numbers?officeId=" + promised.closed())).isEmpty();
    // Money.
    await(
        company,
        "billing",
        "/ledger/verification",
        ledger -> ledger.body().path("valid").asBoolean());
    // Logins.
    await(() -> signIn(promised.stays()), answer -> answer.status() == 200);
    await(() -> signIn(promised.leaves()), answer -> answer.status() == 400);
  }

  private static JsonNode number(List<JsonNode> numbers, String e164) {
    return numbers.stream()
        .filter(number -> number.path("e164").asText().equals(e164))
        .findFirst()
        .orElseThrow();
  }

  private static Predicate<Answer> is(String status) {
    return answer -> answer.text("status").equals(status);
  }

  /** What a company pays in its first month: the same for every journey. */
  String charges(Promised promised) {
    Answer charges =
        insistent.call(() -> suite.as(promised.company().founder()).get(path(promised)));
    return charges.body().path("total") + " in " + charges.body().path("lines").size() + " lines";
  }

  private static String path(Promised promised) {
    return promised.company().path("billing", "/charges");
  }

  /** How many mails beyond one an address got; none may have got none. */
  int doubledMails(Promised promised) {
    int doubled = 0;
    for (Colleague colleague : List.of(promised.stays(), promised.leaves())) {
      int mails = suite.mails(colleague.email()).body().size();
      assertThat(mails).as("mails to " + colleague.email()).isBetween(1, 2);
      doubled += mails - 1;
    }
    return doubled;
  }

  /** That no job was given up in any service. */
  void noJobLeftBehind() throws SQLException {
    for (String service : LocalStack.SERVICES) {
      assertThat(count(service, "select count(*) from job where status = 'FAILED'"))
          .as("jobs given up by " + service)
          .isZero();
    }
  }

  private int count(String database, String sql) throws SQLException {
    try (Connection connection = suite.stack().postgres().admin(database);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private Answer signIn(Colleague colleague) {
    return suite.directGrant(
        Map.of(
            "grant_type",
            "password",
            "client_id",
            "demo-cli",
            "username",
            colleague.email(),
            "password",
            Journey.PASSWORD));
  }

  private List<JsonNode> items(Company company, String service, String rest) {
    Answer list = insistent.call(() -> company.admin().get(company.path(service, rest)));
    return StreamSupport.stream(list.expect(200).items().spliterator(), false).toList();
  }

  private void await(Company company, String service, String rest, Predicate<Answer> so) {
    await(() -> company.admin().get(company.path(service, rest)), so);
  }

  private void await(Supplier<Answer> call, Predicate<Answer> so) {
    insistent.call(call, so);
  }

  private static List<String> ids(List<JsonNode> rows) {
    return rows.stream().map(row -> row.path("id").asText()).toList();
  }

  private static String holder(JsonNode license) {
    return license.path("holder").path("userId").asText();
  }
}
