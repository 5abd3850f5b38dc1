package dev.rollcall.e2e.faults;

import dev.rollcall.e2e.Company;
import dev.rollcall.e2e.Suite;
import dev.rollcall.local.story.Answer;
import dev.rollcall.local.story.Api;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/**
 * One company's life while parts die: signed up; two colleagues invited, one by a batch, who join;
 * a number bought and assigned to the first; the second deleted; an office opened and deleted, and
 * one kept from that by a number that was bought for it. Each step is repeated until it is
 * answered, creating ones under an idempotency key, so that afterwards exactly this must be true.
 */
final class Journey {

  static final String PASSWORD = "correct horse battery staple";

  private final Suite suite;
  private final String founder;
  private final Insistent insistent;

  Journey(Suite suite, String founder, Insistent insistent) {
    this.suite = suite;
    this.founder = founder;
    this.insistent = insistent;
  }

  /** Somebody who was invited and joined. */
  record Colleague(String email, String invitationId, String userId) {}

  /**
   * What was promised to the company.
   *
   * @param stays the first colleague, who holds the number
   * @param leaves the second one, who was deleted
   * @param pooled the number that keeps an office
   * @param kept that office
   * @param closed the office that was deleted
   */
  record Promised(
      Company company,
      Colleague stays,
      Colleague leaves,
      String e164,
      String pooled,
      String kept,
      String closed) {}

  Promised travel() {
    Company company = new Company(suite, founder, signUp());
    insistent.call(
        () -> admin().get(company.path("billing", "/licenses")),
        answer -> answer.items().size() == 3);
    Colleague first = join(company, "stays");
    Colleague second = joinByBatch(company, "leaves");
    String e164 = number(company, first.userId());
    insistent.call(
        () -> admin().delete(company.path("identity", "/users/" + second.userId())),
        answer -> answer.status() == 204);
    String kept = office(company, "Kept");
    String pooled = bought(company, kept);
    String closed = office(company, "Closed");
    insistent.call(
        () -> close(company, kept), answer -> answer.text("code").equals("OFFICE_IN_USE"));
    // A repeated deletion doesn't find it: then the first one got through.
    insistent.call(
        () -> close(company, closed), answer -> answer.status() == 204 || answer.status() == 404);
    return new Promised(company, first, second, e164, pooled, kept, closed);
  }

  private String office(Company company, String name) {
    return create(
            company.path("identity", "/offices"),
            Map.of("name", name, "country", "US", "timeZone", "America/Chicago"))
        .expect(201)
        .text("id");
  }

  private Answer close(Company company, String office) {
    return admin().with("Prefer", "wait=5").delete(company.path("identity", "/offices/" + office));
  }

  private Api admin() {
    return suite.as(founder);
  }

  private String signUp() {
    return create(
            "/identity/v1/companies",
            Map.of(
                "name", "Acme",
                "country", "US",
                "timeZone", "America/Los_Angeles",
                "billingEmail", "billing@acme.test",
                "edition", "STANDARD"))
        .expect(201)
        .text("id");
  }

  private Colleague join(Company company, String name) {
    String email = Suite.freshEmail(name);
    String invitation =
        create(
                company.path("invitation", "/invitations"),
                Map.of(
                    "firstName", "Bob",
                    "lastName", "Stone",
                    "email", email,
                    "role", "USER",
                    "seat", Map.of("source", "EXISTING", "licenseType", "TALK")))
            .expect(201, 202)
            .text("id");
    return accept(company, email, invitation);
  }

  private Colleague joinByBatch(Company company, String name) {
    String email = Suite.freshEmail(name);
    String operation =
        create(
                company.path("invitation", "/invitation-batches"),
                Map.of(
                    "defaults",
                    Map.of(
                        "role",
                        "USER",
                        "seat",
                        Map.of("source", "EXISTING", "licenseType", "TALK")),
                    "text",
                    "Bob Stone <" + email + ">"))
            .expect(200, 202)
            .text("id");
    Answer done =
        insistent.call(
            () -> admin().get(company.path("invitation", "/operations/" + operation)),
            answer -> answer.text("status").equals("DONE"));
    return accept(company, email, done.body().at("/results/0/resource").asText());
  }

  private Colleague accept(Company company, String email, String invitation) {
    insistent.call(() -> suite.mails(email), answer -> !answer.body().isEmpty());
    String token = company.tokens(email).getFirst();
    // A repeated acceptance is told that the link was used: then the first one got through.
    insistent.call(
        () -> company.accept(token, PASSWORD),
        answer -> answer.status() == 201 || answer.status() == 410);
    return new Colleague(email, invitation, userId(company, email));
  }

  private String userId(Company company, String email) {
    Answer users =
        insistent.call(
            () -> admin().get(company.path("identity", "/users?q=" + Api.encode(email))),
            answer -> active(answer).isPresent());
    return active(users).orElseThrow();
  }

  private static Optional<String> active(Answer users) {
    return StreamSupport.stream(users.items().spliterator(), false)
        .filter(user -> user.path("status").asText().equals("ACTIVE"))
        .map(user -> user.path("id").asText())
        .findFirst();
  }

  private String number(Company company, String userId) {
    String office =
        insistent
            .call(() -> admin().get(company.path("identity", "/offices")))
            .items()
            .path(0)
            .path("id")
            .asText();
    String e164 = bought(company, office);
    String assignment = company.path("numbering", "/numbers/" + Api.encode(e164) + "/assignment");
    insistent.call(
        () -> admin().put(assignment, Map.of("userId", userId)), answer -> answer.status() == 200);
    return e164;
  }

  private String bought(Company company, String office) {
    Answer held = insistent.call(() -> hold(company), answer -> answer.status() == 201);
    String e164 = held.text("e164");
    create(
            company.path("numbering", "/numbers"),
            Map.of("holdId", held.text("id"), "officeId", office))
        .expect(201, 202);
    return e164;
  }

  /** Somebody else may have taken the number meanwhile: the next try takes another. */
  private Answer hold(Company company) {
    Answer offered =
        admin()
            .get(
                company.path("numbering", "/available-numbers?country=US&type=LOCAL&areaCode=415"));
    if (offered.status() != 200) {
      return offered;
    }
    int any = Math.floorMod(company.id().hashCode(), Math.max(1, offered.items().size()));
    return admin()
        .post(
            company.path("numbering", "/number-holds"),
            Map.of("e164", offered.items().path(any).path("e164").asText()));
  }

  private Answer create(String path, Map<String, Object> body) {
    String key = UUID.randomUUID().toString();
    return insistent.call(
        () -> admin().with("Idempotency-Key", key).with("Prefer", "wait=5").post(path, body),
        answer -> answer.status() != 409);
  }
}
