package dev.rollcall.e2e.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.e2e.Company;
import dev.rollcall.e2e.Suite;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({Suite.Extension.class, Chrome.class})
class EndedLinkTest {

  private static final String PASSWORD = "correct horse battery staple";

  @AfterEach
  void backToNow(Suite suite) {
    suite.moveTime(Duration.ZERO);
  }

  @Test
  @DisplayName("INV-8 an expired link says so, and what to do")
  void expired(Suite suite, JoinPage page) {
    Mailed mailed = Mailed.to(Company.signUp(suite, Suite.LINUS));
    suite.moveTime(Duration.ofHours(24));

    page.open(mailed.link());

    page.awaitHeading("This invitation has expired");
    assertThat(page.text()).contains("send it again");
  }

  @Test
  @DisplayName("INV-7 a used link says so, and leads to the sign-in")
  void used(Suite suite, JoinPage page) {
    Mailed mailed = Mailed.to(Company.signUp(suite, Suite.LINUS));
    mailed.company().accept(mailed.token(), PASSWORD).expect(201);

    page.open(mailed.link());
    page.awaitHeading("You have joined already");
    page.press("Sign in");
    page.signInAtKeycloak(mailed.email(), PASSWORD);

    page.awaitHeading("Welcome to Acme");
  }

  @Test
  @DisplayName("INV-13 a revoked invitation says so, also to whoever has the form open")
  void revoked(Suite suite, JoinPage page) {
    Mailed mailed = Mailed.to(Company.signUp(suite, Suite.LINUS));
    page.open(mailed.link());
    page.type("password", PASSWORD);

    mailed
        .company()
        .admin()
        .delete(mailed.company().path("invitation", "/invitations/" + mailed.id()))
        .expect(200, 202, 204);
    page.press("Join Acme");

    page.awaitHeading("This invitation was taken back");
  }

  @Test
  @DisplayName("INV-9 an earlier link names the newer one, which works")
  void replaced(Suite suite, JoinPage page) {
    Mailed mailed = Mailed.to(Company.signUp(suite, Suite.LINUS));
    mailed
        .company()
        .admin()
        .with("Prefer", "wait=10")
        .post(
            mailed.company().path("invitation", "/invitations/" + mailed.id() + "/resend"),
            Map.of())
        .expect(200, 201, 202);
    String newer = Mailed.newestLink(suite, mailed.email(), 2);

    page.open(mailed.link());
    page.awaitHeading("There is a newer link");
    page.open(newer);

    page.awaitHeading("Join Acme");
  }

  @Test
  @DisplayName("INV-7 a broken link and a page without one say what is needed")
  void broken(Suite suite, JoinPage page) {
    page.open(suite.stack().gatewayUrl() + "/join#token=not-a-token");
    page.awaitHeading("This link does not work");

    page.open(suite.stack().gatewayUrl() + "/join");
    page.awaitHeading("Open the link of your invitation");
  }

  @Test
  @DisplayName(
      "API limits: too many calls are told with the time to wait, and what was typed stays")
  void tooMany(Suite suite, JoinPage page) {
    Mailed mailed = Mailed.to(Company.signUp(suite, Suite.LINUS));
    page.open(mailed.link());
    page.type("password", PASSWORD);
    int answered = 0;
    for (int calls = 0; calls < 300 && answered != 429; calls++) {
      answered =
          suite
              .anybody()
              .post("/invitation/v1/invitations/lookup", Map.of("token", mailed.token()))
              .status();
    }

    page.press("Join Acme");

    page.awaitText("Too many tries in a row. You can try again in ");
    assertThat(page.value("password")).isEqualTo(PASSWORD);
  }

  @Test
  @DisplayName("An answer that never comes keeps what was typed, and the next try joins")
  void away(Suite suite, JoinPage page) {
    page.open(Mailed.to(Company.signUp(suite, Suite.LINUS)).link());
    page.type("password", PASSWORD);
    page.offline(true);
    page.press("Join Acme");
    page.awaitText("What you typed is kept");

    page.offline(false);
    page.press("Join Acme");

    page.awaitHeading("Welcome to Acme");
  }
}
