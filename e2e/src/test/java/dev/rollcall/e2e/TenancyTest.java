package dev.rollcall.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollcall.local.story.Answer;
import dev.rollcall.local.story.Api;
import dev.rollcall.local.story.Story;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Suite.Extension.class)
class TenancyTest {

  private static final String PASSWORD = "correct horse battery staple";

  @Test
  @DisplayName("CO-4 INV-15 a person joins a second company with the same login and password")
  void secondCompany(Suite suite) {
    Company first = Company.signUp(suite, Suite.ADA);
    Company second = Company.signUp(suite, Suite.GRACE);
    String email = Suite.freshEmail("both");
    first.join(email, PASSWORD);
    second.invited(email);
    String token = second.mailedTokens(email, 2).getLast();
    Api person = suite.as(email, PASSWORD);

    person.post("/invitation/v1/invitations/accept", Map.of("token", token)).expect(201);

    Answer me =
        Story.until(
            "two memberships",
            () -> person.get("/identity/v1/me"),
            answer -> answer.body().path("memberships").size() == 2);
    assertThat(me.body().path("memberships").findValuesAsText("companyId"))
        .containsExactlyInAnyOrder(first.id(), second.id());
    person.get(first.path("identity", "")).expect(200);
    person.get(second.path("identity", "")).expect(200);
  }

  @Test
  @DisplayName(
      "CO-4 USR-4 deletion ends access to that company only; the last one ends sign-in too")
  void deletionEndsAccess(Suite suite) {
    Company company = Company.signUp(suite, Suite.ADA);
    String email = Suite.freshEmail("gone");
    String user = company.join(email, PASSWORD);
    Map<String, String> grant =
        Map.of(
            "grant_type",
            "password",
            "client_id",
            "demo-cli",
            "username",
            email,
            "password",
            PASSWORD);
    Answer signedIn = suite.directGrant(grant).expect(200);
    Api person = suite.anybody().as(signedIn.text("access_token"));
    person.get(company.path("identity", "")).expect(200);

    suite.story().deleteUser(company.admin(), company.id(), user);

    for (String path :
        List.of(
            company.path("identity", ""),
            company.path("invitation", "/invitations"),
            company.path("numbering", "/numbers"),
            company.path("billing", "/licenses"))) {
      Story.until("404 for " + path, () -> person.get(path), answer -> answer.status() == 404);
    }
    Story.until(
        "sign-in to be refused", () -> suite.directGrant(grant), answer -> answer.status() != 200);
    Story.until(
        "refresh to be refused",
        () ->
            suite.directGrant(
                Map.of(
                    "grant_type", "refresh_token",
                    "client_id", "demo-cli",
                    "refresh_token", signedIn.text("refresh_token"))),
        answer -> answer.status() == 400);
  }

  @Test
  @DisplayName("CO-4 a stranger gets 404 everywhere, the same as for an unknown company")
  void stranger(Suite suite) {
    Company company = Company.signUp(suite, Suite.ADA);
    Api stranger = suite.as(Suite.LINUS);
    String unknown = UUID.randomUUID().toString();

    for (String path : paths()) {
      Answer here = stranger.get(path.replace("{companyId}", company.id()));
      Answer nowhere = stranger.get(path.replace("{companyId}", unknown));

      Company.assertProblem(here, 404, "NOT_FOUND");
      assertThat(without(here.body())).isEqualTo(without(nowhere.body()));
      assertThat(suite.anybody().get(path.replace("{companyId}", company.id())).status())
          .as("401 for nobody: " + path)
          .isEqualTo(401);
    }
  }

  @Test
  @DisplayName("API internal paths, management paths and the clock are not routed")
  void internalIsNotRouted(Suite suite) {
    for (String path :
        List.of(
            "/internal/clock",
            "/identity/internal/clock",
            "/identity/../internal/clock",
            "/q/health",
            "/identity/q/health",
            "/identity/v1/%2e%2e/%2e%2e/internal/access")) {
      assertThat(suite.anybody().get(path).status()).as(path).isIn(400, 404);
    }
  }

  private static List<String> paths() {
    return List.of(
        "/identity/v1/companies/{companyId}",
        "/identity/v1/companies/{companyId}/offices",
        "/identity/v1/companies/{companyId}/users",
        "/identity/v1/companies/{companyId}/users/" + UUID.randomUUID(),
        "/invitation/v1/companies/{companyId}/invitations",
        "/invitation/v1/companies/{companyId}/invitations/" + UUID.randomUUID(),
        "/numbering/v1/companies/{companyId}/available-numbers?country=US",
        "/numbering/v1/companies/{companyId}/numbers",
        "/numbering/v1/companies/{companyId}/numbers/%2B14155550123",
        "/numbering/v1/companies/{companyId}/reserved-numbers",
        "/billing/v1/companies/{companyId}/subscription",
        "/billing/v1/companies/{companyId}/licenses",
        "/billing/v1/companies/{companyId}/licenses/summary",
        "/billing/v1/companies/{companyId}/charges",
        "/billing/v1/companies/{companyId}/ledger/balances",
        "/billing/v1/companies/{companyId}/ledger/verification");
  }

  /** What may differ between two answers: the request's own id. */
  private static JsonNode without(JsonNode problem) {
    return ((com.fasterxml.jackson.databind.node.ObjectNode) problem.deepCopy())
        .without(List.of("requestId", "instance"));
  }
}
