package dev.rollcall.e2e.faults;

import dev.rollcall.e2e.Company;
import dev.rollcall.e2e.Suite;
import dev.rollcall.local.story.Story;
import java.util.Map;

/**
 * A company in which most has happened that moves something elsewhere: a colleague who has a
 * number, one who had a number and was deleted, an invitation that was revoked and one that waits,
 * an office that was deleted.
 */
final class EventfulLife {

  private EventfulLife() {}

  static Company of(Suite suite, String founder) {
    Company company = Company.signUp(suite, founder);
    String stays = company.join(Suite.freshEmail("stays"), Journey.PASSWORD);
    String leaves = company.join(Suite.freshEmail("leaves"), Journey.PASSWORD);
    assign(company, stays);
    assign(company, leaves);
    suite.story().deleteUser(company.admin(), company.id(), leaves);
    Story.until(
        "the number to wait for its user",
        () -> company.admin().get(company.path("numbering", "/numbers")),
        answer -> answer.body().toString().contains("HELD_FOR_RESTORE"));
    freeSeat(company);
    String revoked = company.invited(Suite.freshEmail("revoked"));
    company.admin().delete(company.path("invitation", "/invitations/" + revoked)).expect(204);
    freeSeat(company);
    company.invited(Suite.freshEmail("waits"));
    closeOffice(company);
    return company;
  }

  private static void closeOffice(Company company) {
    String office =
        company
            .admin()
            .post(
                company.path("identity", "/offices"),
                Map.of("name", "Branch", "country", "US", "timeZone", "America/Chicago"))
            .expect(201)
            .text("id");
    company
        .admin()
        .with("Prefer", "wait=10")
        .delete(company.path("identity", "/offices/" + office));
    Story.until(
        "the office to be deleted",
        () -> company.admin().get(company.path("identity", "/offices/" + office)),
        answer -> answer.text("status").equals("DELETED"));
  }

  private static void assign(Company company, String userId) {
    Story story = company.suite().story();
    String e164 = story.availableNumber(company.admin(), company.id(), "415");
    String hold = story.hold(company.admin(), company.id(), e164);
    String office = story.headOffice(company.admin(), company.id());
    story.buy(company.admin(), company.id(), hold, office, e164);
    story.assign(company.admin(), company.id(), e164, userId);
  }

  private static void freeSeat(Company company) {
    Story.until(
        "a free seat",
        () -> company.admin().get(company.path("billing", "/licenses?state=FREE")),
        answer -> answer.items().size() == 1);
  }
}
