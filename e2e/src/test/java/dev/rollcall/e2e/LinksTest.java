package dev.rollcall.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.local.story.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Suite.Extension.class)
class LinksTest {

  private static final String PASSWORD = "correct horse battery staple";

  @AfterEach
  void backToNow(Suite suite) {
    suite.moveTime(Duration.ZERO);
  }

  @Test
  @DisplayName(
      "INV-8 X-4 a link is dead after a day; the invitation stays listed, its seat is free once")
  void expired(Suite suite) {
    Company company = Company.signUp(suite, Suite.LINUS);
    String email = Suite.freshEmail("late");
    String invitation = company.invited(email);
    String token = company.mailedTokens(email, 1).getFirst();

    suite.moveTime(Duration.ofHours(24));
    Answer answer = company.accept(token, PASSWORD);

    Company.assertProblem(answer, 410, "INVITATION_EXPIRED");
    company.awaitInvitation(invitation, "EXPIRED");
    company.awaitLicenses("FREE", 2);
  }

  @Test
  @DisplayName("INV-9 resending keeps the invitation and kills the earlier link")
  void resend(Suite suite) {
    Company company = Company.signUp(suite, Suite.LINUS);
    String email = Suite.freshEmail("again");
    String invitation = company.invited(email);
    company.mailedTokens(email, 1);

    Answer resent =
        company
            .admin()
            .with("Prefer", "wait=10")
            .post(company.path("invitation", "/invitations/" + invitation + "/resend"), Map.of())
            .expect(200, 201, 202);
    List<String> tokens = company.mailedTokens(email, 2);

    assertThat(resent.text("id")).isEqualTo(invitation);
    assertThat(company.accept(tokens.getFirst(), PASSWORD).status()).isEqualTo(410);
    assertThat(company.accept(tokens.getLast(), PASSWORD).status()).isEqualTo(201);
  }

  @Test
  @DisplayName("INV-10 a copied link joins with the code that is mailed to the invited address")
  void copied(Suite suite) {
    Company company = Company.signUp(suite, Suite.LINUS);
    String email = Suite.freshEmail("copied");
    String invitation = company.invited(email);
    company.mailedTokens(email, 1);
    String token = company.copiedToken(invitation);

    Company.assertProblem(company.accept(token, PASSWORD), 403, "CODE_REQUIRED");
    String code = company.mailedCode(token, email, 1);
    String wrong = Company.otherThan(code);
    Company.assertProblem(company.accept(token, PASSWORD, wrong), 403, "CODE_INVALID");
    company.accept(token, PASSWORD, code).expect(201);

    company.awaitInvitation(invitation, "JOINED");
    company.awaitLicenses("ASSIGNED", 2);
  }

  @Test
  @DisplayName("INV-7 INV-14 a weak password keeps the token alive; a used one is dead")
  void weakPassword(Suite suite) {
    Company company = Company.signUp(suite, Suite.LINUS);
    String email = Suite.freshEmail("weak");
    company.invited(email);
    String token = company.mailedTokens(email, 1).getFirst();

    Answer weak = company.accept(token, "short");
    assertThat(weak.status()).isEqualTo(422);
    assertThat(weak.body().path("violations").path(0).path("pointer").asText())
        .isEqualTo("/password");

    company.accept(token, PASSWORD).expect(201);
    Company.assertProblem(company.accept(token, PASSWORD), 410, "INVITATION_USED");
  }
}
