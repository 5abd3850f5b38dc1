package dev.rollcall.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.e2e.Company;
import dev.rollcall.e2e.Suite;
import dev.rollcall.local.story.Answer;
import dev.rollcall.local.story.Api;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What callers are told while a part is away, and that it goes on by itself afterwards. */
@ExtendWith(Suite.Extension.class)
class AwayTest {

  private final Insistent insistent = new Insistent();

  /** The parts that a failed test has left stopped. */
  @BeforeEach
  void everythingRuns(Suite suite) {
    for (String part : List.of("postgres", "kafka", "keycloak")) {
      if (!suite.stack().pids().containsKey(part)) {
        suite.stack().restart(part);
      }
    }
  }

  @Test
  @DisplayName("X-1 PostgreSQL away: 503 with Retry-After, and not ready; then it goes on")
  void databaseAway(Suite suite) {
    Company company = Company.signUp(suite, Suite.ADA);
    String email = Suite.freshEmail("db");
    suite.token(Suite.ADA, "rollcall-demo");

    suite.stack().kill("postgres");
    Answer refused = company.invite(email);
    Outage.POSTGRES.awaitSaid(suite);
    suite.stack().restart("postgres");

    comeAgain(refused);
    insistent.call(() -> company.invite(email), answer -> answer.status() == 201);
    insistent.call(() -> suite.mails(email), answer -> answer.body().size() == 1);
    Outage.awaitOver(suite, insistent);
  }

  @Test
  @DisplayName("X-1 Kafka away: what was asked is accepted, and done when it is back")
  void brokerAway(Suite suite) {
    Company company = Company.signUp(suite, Suite.ADA);
    String email = Suite.freshEmail("broker");

    suite.stack().kill("kafka");
    Answer accepted = company.invite(email);
    Outage.KAFKA.awaitSaid(suite);
    boolean ready = Outage.KAFKA.ready(suite, "invitation");
    suite.stack().restart("kafka");

    assertThat(ready).as("it goes on taking requests").isTrue();
    assertThat(accepted.status()).as(accepted.body().toString()).isEqualTo(202);
    assertThat(accepted.headers().firstValue("Location")).isPresent();
    insistent.call(
        () ->
            company.admin().get(company.path("invitation", "/invitations/" + accepted.text("id"))),
        answer -> answer.text("status").equals("PENDING"));
    insistent.call(() -> suite.mails(email), answer -> answer.body().size() == 1);
  }

  @Test
  @DisplayName("INV-14 X-1 Keycloak away: joining is 503 with Retry-After, the link stays alive")
  void keycloakAway(Suite suite) {
    Company company = Company.signUp(suite, Suite.ADA);
    String email = Suite.freshEmail("login");
    company.invited(email);
    String token = company.mailedTokens(email, 1).getFirst();

    // Signed in before: nobody can be while it is away.
    Api admin = company.admin();

    suite.stack().kill("keycloak");
    Answer refused = company.accept(token, Journey.PASSWORD);
    Answer reading = admin.get(company.path("identity", "/users"));
    Outage.KEYCLOAK.awaitSaid(suite);
    boolean ready = Outage.KEYCLOAK.ready(suite, "invitation");
    suite.stack().restart("keycloak");

    comeAgain(refused);
    assertThat(ready).as("it goes on taking requests").isTrue();
    assertThat(reading.status()).isEqualTo(200);
    insistent.call(() -> company.accept(token, Journey.PASSWORD), answer -> answer.status() == 201);
  }

  private static void comeAgain(Answer refused) {
    assertThat(refused.status()).as(refused.call() + " " + refused.body()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    assertThat(refused.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
  }
}
