package dev.rollcall.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollcall.local.story.Answer;
import dev.rollcall.local.story.Story;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Suite.Extension.class)
class RacesTest {

  /** {@code -Dfull}: the long form. */
  private static final int TIMES = System.getProperty("full") == null ? 2 : 100;

  private static final int OFFICES = System.getProperty("full") == null ? 12 : 100;

  @Test
  @DisplayName("INV-6 of two invitations that race for the last free license, exactly one wins")
  void lastSeat(Suite suite) throws Exception {
    Company company = Company.signUp(suite, Suite.GRACE);
    company.invited(Suite.freshEmail("first"));

    List<Answer> answers =
        atOnce(
            List.of(
                () -> company.invite(Suite.freshEmail("ann")),
                () -> company.invite(Suite.freshEmail("bob"))));

    assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(201, 409);
    Company.assertProblem(
        answers.stream().filter(it -> it.status() == 409).findFirst().orElseThrow(),
        409,
        "NO_FREE_LICENSE");
    company.awaitLicenses("RESERVED", 2);
    company.awaitLicenses("FREE", 0);
  }

  @Test
  @DisplayName("INV-14 fifty parallel accepts of one token: one success, one membership, one seat")
  void fiftyAccepts(Suite suite, TestReporter reporter) throws Exception {
    Map<Integer, Long> answered = new TreeMap<>();
    for (int time = 0; time < TIMES; time++) {
      fiftyAcceptsOnce(suite).forEach(answer -> answered.merge(answer.status(), 1L, Long::sum));
    }
    reporter.publishEntry("fifty accepts, " + TIMES + " times", answered.toString());
  }

  @Test
  @DisplayName("CO-3 what is bought for an office while it is deleted keeps it, or isn't bought")
  void boughtWhileDeleted(Suite suite, TestReporter reporter) throws Exception {
    Map<String, Integer> answered = new TreeMap<>();
    Company company = Company.signUp(suite, Suite.GRACE);
    for (int time = 0; time < OFFICES; time++) {
      String office = office(company);
      String bought = time % 2 == 0 ? "license" : "number";
      Callable<Answer> buys =
          time % 2 == 0 ? () -> buyLicense(company, office) : buyNumber(company, office);
      List<Answer> answers = atOnce(List.of(buys, () -> delete(company, office)));

      String outcome =
          bought + " " + answers.getFirst().status() + " " + answers.getLast().status();
      answered.merge(outcome, 1, Integer::sum);
      boolean isDeleted = settled(company, office).equals("DELETED");
      assertThat(things(company, office)).as(outcome).hasSize(isDeleted ? 0 : 1);
      assertThat(answers.getLast().status()).as(outcome).isEqualTo(isDeleted ? 204 : 409);
    }
    reporter.publishEntry("bought while deleted", answered.toString());
  }

  @Test
  @DisplayName("CO-3 an invitation sent while its office is deleted holds it, or isn't sent")
  void invitedWhileDeleted(Suite suite) throws Exception {
    Company company = Company.signUp(suite, Suite.GRACE);
    for (int time = 0; time < OFFICES / 4; time++) {
      String office = office(company);
      Map<String, Object> invitation = company.invitation(Suite.freshEmail("race"));
      invitation.put("officeId", office);
      invitation.put("seat", Map.of("source", "PURCHASE", "licenseType", "TALK", "plan", "PLUS"));

      List<Answer> answers =
          atOnce(
              List.of(
                  () ->
                      company
                          .admin()
                          .with("Prefer", "wait=10")
                          .post(company.path("invitation", "/invitations"), invitation),
                  () -> delete(company, office)));

      boolean isDeleted = settled(company, office).equals("DELETED");
      assertThat(answers.getFirst().status())
          .as(answers.getFirst().body().toString())
          .matches(status -> isDeleted ? status == 409 || status == 422 : status == 201);
      assertThat(things(company, office)).hasSize(isDeleted ? 0 : 1);
    }
  }

  private static String office(Company company) {
    return company
        .admin()
        .post(
            company.path("identity", "/offices"),
            Map.of("name", "Branch", "country", "US", "timeZone", "America/Chicago"))
        .expect(201)
        .text("id");
  }

  private static Answer delete(Company company, String office) {
    return company
        .admin()
        .with("Prefer", "wait=10")
        .delete(company.path("identity", "/offices/" + office));
  }

  private static Answer buyLicense(Company company, String office) {
    return company
        .admin()
        .post(
            company.path("billing", "/licenses"),
            Map.of("type", "TALK", "plan", "PLUS", "quantity", 1, "officeId", office));
  }

  /** With a number that is held already. */
  private static Callable<Answer> buyNumber(Company company, String office) {
    Story story = company.suite().story();
    String e164 = story.availableNumber(company.admin(), company.id(), "415");
    String hold = story.hold(company.admin(), company.id(), e164);
    return () ->
        company
            .admin()
            .with("Prefer", "wait=10")
            .post(
                company.path("numbering", "/numbers"), Map.of("holdId", hold, "officeId", office));
  }

  /** The office's status once it doesn't close any more. */
  private static String settled(Company company, String office) {
    return Story.until(
            "the office to be open or deleted",
            () -> company.admin().get(company.path("identity", "/offices/" + office)),
            answer -> !answer.text("status").equals("CLOSING"))
        .text("status");
  }

  /** What is in the office, by those who own it. */
  private static List<JsonNode> things(Company company, String office) {
    return Stream.of(
            company.path("billing", "/licenses?officeId=" + office),
            company.path("numbering", "/numbers?officeId=" + office))
        .flatMap(list -> Company.items(company.admin().get(list).expect(200)).stream())
        .toList();
  }

  private static List<Answer> fiftyAcceptsOnce(Suite suite) throws InterruptedException {
    Company company = Company.signUp(suite, Suite.GRACE);
    String email = Suite.freshEmail("bob");
    company.invited(email);
    String token = company.mailedTokens(email, 1).getFirst();

    List<Answer> answers =
        atOnce(
            IntStream.range(0, 50)
                .<Callable<Answer>>mapToObj(
                    i -> () -> company.accept(token, "correct horse battery staple"))
                .toList());

    assertThat(answers).filteredOn(it -> it.status() == 201).hasSize(1);
    assertThat(answers)
        .filteredOn(it -> it.status() != 201)
        .allSatisfy(it -> assertThat(it.status()).as(it.body().toString()).isIn(409, 410, 429));
    company.awaitLicenses("ASSIGNED", 2);
    company.awaitLicenses("FREE", 1);
    List<JsonNode> named =
        company.users("current").stream()
            .filter(user -> user.path("email").asText().equals(email))
            .toList();
    assertThat(named).hasSize(1);
    assertThat(named.getFirst().path("status").asText()).isEqualTo("ACTIVE");
    return answers;
  }

  private static List<Answer> atOnce(List<Callable<Answer>> calls) throws InterruptedException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return threads.invokeAll(calls).stream().map(RacesTest::value).toList();
    }
  }

  private static Answer value(Future<Answer> answer) {
    try {
      return answer.get();
    } catch (ExecutionException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
