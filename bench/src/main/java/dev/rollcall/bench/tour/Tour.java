package dev.rollcall.bench.tour;

import dev.rollcall.local.story.Answer;
import dev.rollcall.local.story.Api;
import dev.rollcall.local.story.Story;
import java.util.Map;
import java.util.UUID;

/**
 * A day's work of a company's admin: everything read once, and most of what can be changed, changed
 * once. It leaves the company as it was, but for a license, its history and a deleted user.
 */
public final class Tour {

  private static final String PASSWORD = "Correct-horse-battery-9!";

  private final Story story;
  private final Api admin;
  private final Read.Subjects of;

  private Tour(Story story, Api admin, Read.Subjects of) {
    this.story = story;
    this.admin = admin;
    this.of = of;
  }

  /** Does it all, as {@code admin}, who founded the company. */
  public static void of(Story story, Api admin, Read.Subjects of) {
    new Tour(story, admin, of).all();
  }

  private void all() {
    Read.all(of).forEach(read -> admin.get(read.path()).expect(200));
    buy();
    invitations();
    String user = join();
    users(user);
    numbers(user);
    admin.delete(path("identity", "/users/" + user)).expect(204);
    Story.until(
        "the seat to be free again",
        () -> admin.get(path("billing", "/licenses?state=FREE")),
        answer -> !answer.items().isEmpty());
    removeLicense();
    settings();
  }

  private void buy() {
    Map<String, Object> order =
        Map.of("type", "TALK", "plan", "BASIC", "quantity", 1, "officeId", of.office());
    admin
        .post(
            path("billing", "/quotes"),
            Map.of(
                "action",
                "BUY_LICENSES",
                "type",
                "TALK",
                "plan",
                "BASIC",
                "quantity",
                1,
                "officeId",
                of.office()))
        .expect(201);
    creating().post(path("billing", "/licenses"), order).expect(201);
  }

  private void removeLicense() {
    creating()
        .post(
            path("billing", "/license-removals"),
            Map.of("type", "TALK", "plan", "BASIC", "quantity", 1, "officeId", of.office()))
        .expect(201);
  }

  /** One that is taken back, one of a batch. */
  private void invitations() {
    String email = email();
    String id = invite(email).text("id");
    admin.post(path("invitation", "/invitations/" + id + "/link"), Map.of()).expect(200);
    story.mailedToken(email);
    admin.delete(path("invitation", "/invitations/" + id)).expect(204);
    freeSeat();
    Map<String, Object> batch =
        Map.of(
            "defaults",
            Map.of("role", "USER", "seat", Map.of("source", "EXISTING", "licenseType", "TALK")),
            "text",
            "Bob Stone <" + email() + ">");
    admin.post(path("invitation", "/invitation-batches?preview=true"), batch).expect(200);
    String operation =
        creating().post(path("invitation", "/invitation-batches"), batch).expect(202).text("id");
    Answer done =
        Story.until(
            "the batch",
            () -> admin.get(path("invitation", "/operations/" + operation)),
            answer -> answer.text("status").equals("DONE"));
    String ofBatch = done.body().at("/results/0/resource").asText();
    admin.delete(path("invitation", "/invitations/" + ofBatch)).expect(204);
    freeSeat();
  }

  private Answer invite(String email) {
    return creating()
        .with("Prefer", "wait=10")
        .post(
            path("invitation", "/invitations"),
            Map.of(
                "firstName",
                "Bob",
                "lastName",
                "Stone",
                "email",
                email,
                "role",
                "USER",
                "seat",
                Map.of("source", "EXISTING", "licenseType", "TALK")))
        .expect(201);
  }

  private void freeSeat() {
    Story.until(
        "a free seat",
        () -> admin.get(path("billing", "/licenses?state=FREE")),
        answer -> !answer.items().isEmpty());
  }

  private String join() {
    String email = email();
    invite(email);
    String token = story.mailedToken(email);
    story.anonymous().post("/invitation/v1/invitations/lookup", Map.of("token", token)).expect(200);
    String user = story.join(token, PASSWORD).userId();
    story.assignedSeat(admin, of.company(), user);
    story.activeUser(admin, of.company(), user);
    return user;
  }

  private void users(String user) {
    String one = path("identity", "/users/" + user);
    admin.patch(one, Map.of("jobTitle", "Engineer")).expect(200);
    admin.put(one + "/permissions/analytics.charts", Map.of()).expect(200);
    admin.delete(one + "/permissions/analytics.charts").expect(200);
    admin
        .post(
            path("identity", "/permission-checks"),
            Map.of("userId", user, "permission", "users.read"))
        .expect(200);
  }

  private void numbers(String user) {
    String held = story.availableNumber(admin, of.company(), "212");
    String letGo = story.hold(admin, of.company(), held);
    admin.delete(path("numbering", "/number-holds/" + letGo)).expect(204);
    String number = story.availableNumber(admin, of.company(), "212");
    String hold = story.hold(admin, of.company(), number);
    story.buy(admin, of.company(), hold, of.office(), number);
    story.assign(admin, of.company(), number, user);
    String assignment = path("numbering", "/numbers/" + Api.encode(number) + "/assignment");
    admin.delete(assignment).expect(200, 204);
    story.assign(admin, of.company(), number, user);
  }

  private void settings() {
    admin.patch(path("identity", ""), Map.of("timeZone", "America/Chicago")).expect(200);
    String office =
        creating()
            .post(
                path("identity", "/offices"),
                Map.of("name", "Tour " + email(), "country", "US", "timeZone", "America/Chicago"))
            .expect(201)
            .text("id");
    String one = path("identity", "/offices/" + office);
    admin.patch(one, Map.of("name", "Toured " + email())).expect(200);
    admin.delete(one).expect(200, 202, 204);
  }

  private Api creating() {
    return admin.with("Idempotency-Key", UUID.randomUUID().toString());
  }

  private String path(String service, String rest) {
    return "/" + service + "/v1/companies/" + of.company() + rest;
  }

  private static String email() {
    return "tour-" + UUID.randomUUID().toString().substring(0, 8) + "@people.test";
  }
}
