package dev.rollcall.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollcall.local.story.Answer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Suite.Extension.class)
class RacesTest {

  /** {@code -Dfull}: the long form. */
  private static final int TIMES = System.getProperty("full") == null ? 2 : 100;

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
