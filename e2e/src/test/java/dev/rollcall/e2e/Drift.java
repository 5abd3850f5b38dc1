package dev.rollcall.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollcall.local.story.Answer;
import dev.rollcall.local.story.Api;
import dev.rollcall.local.story.Story;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/** Makes the services of a company disagree, and has identity look and repair. */
record Drift(Suite suite, Company company) {

  private static final String USERS = "/auth/admin/realms/rollcall/users";

  /** Changes rows of a service behind its back. */
  void seed(String service, String sql) throws SQLException {
    try (Connection connection = suite.stack().postgres().admin(service);
        Statement statement = connection.createStatement()) {
      // The database itself refuses most of what is seeded: its triggers are off for this session.
      statement.execute("set session_replication_role = replica");
      int rows = statement.executeUpdate(sql);
      if (rows != 1) {
        throw new AssertionError(rows + " rows instead of one: " + sql);
      }
    }
  }

  /** Lets the login in, or shuts it out, behind identity's back. */
  void enable(String email, boolean enabled) {
    suite
        .keycloakAdmin()
        .put(USERS + "/" + personId(email), Map.of("enabled", enabled))
        .expect(204);
  }

  /** Waits until the login is let in, or shut out. */
  void awaitEnabled(String email, boolean enabled) {
    Story.until(
        email + " to be " + (enabled ? "enabled" : "disabled"),
        () -> suite.keycloakAdmin().get(USERS + "/" + personId(email)),
        answer -> answer.body().path("enabled").asBoolean() == enabled);
  }

  String personId(String email) {
    return suite
        .keycloakAdmin()
        .get(USERS + "?exact=true&email=" + Api.encode(email))
        .expect(200)
        .body()
        .path(0)
        .path("id")
        .asText();
  }

  /** Has a report made; its id. */
  String report() {
    String report =
        company
            .admin()
            .with("Prefer", "wait=10")
            .post(path(""), Map.of())
            .expect(201, 202)
            .text("id");
    Answer done =
        Story.until(
            "the drift report",
            () -> company.admin().get(path("/" + report)),
            answer -> !answer.text("status").equals("RUNNING"));
    if (!done.text("status").equals("DONE")) {
      throw new AssertionError("the report failed: " + done.body());
    }
    return report;
  }

  List<JsonNode> findings(String report) {
    return Company.items(company.admin().get(path("/" + report + "/findings")).expect(200));
  }

  /** Which findings a report has: their kinds with what they are about. */
  List<String> found(String report) {
    return findings(report).stream()
        .map(finding -> finding.path("kind").asText() + " " + finding.path("subject").asText())
        .toList();
  }

  /** Has all of a report repaired; the operation when it is over. */
  Answer repair(String report) {
    Answer begun = company.admin().post(path("/" + report + "/repairs"), Map.of()).expect(202);
    return Story.until(
        "the repair",
        () -> company.admin().get(company.path("identity", "/operations/" + begun.text("id"))),
        answer -> !answer.text("status").equals("RUNNING"));
  }

  private String path(String rest) {
    return company.path("identity", "/drift-reports" + rest);
  }
}
