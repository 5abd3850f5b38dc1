package dev.rollcall.e2e.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.e2e.Company;
import dev.rollcall.e2e.Suite;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({Suite.Extension.class, Chrome.class})
class PersonTest {

  private static final String PASSWORD = "correct horse battery staple";

  @Test
  @DisplayName("INV-15 somebody with a login signs in, consents, and keeps their password")
  void consents(Suite suite, JoinPage page) {
    Mailed mailed = invitedTwice(suite);

    page.open(mailed.link());
    page.awaitText("There is an account for");
    page.press("Sign in to continue");
    page.signInAtKeycloak(mailed.email(), PASSWORD);

    page.awaitText("You are signed in as");
    assertThat(page.text()).contains(mailed.email());
    assertThat(page.asksFor("password")).isFalse();
    page.press("Yes, join Acme");

    page.awaitHeading("Welcome to Acme");
    assertThat(page.text()).contains("(" + mailed.email() + ") in company Acme.");
    assertThat(
            suite
                .as(mailed.email(), PASSWORD)
                .get("/identity/v1/me")
                .expect(200)
                .body()
                .path("memberships"))
        .hasSize(2);
  }

  @Test
  @DisplayName(
      "INV-15 signed in as somebody else: said so, and changed without losing the invitation")
  void wrongPerson(Suite suite, JoinPage page) {
    Mailed mailed = invitedTwice(suite);

    page.open(mailed.link());
    page.press("Sign in to continue");
    page.signInAtKeycloak(Suite.GRACE, Suite.DEMO_PASSWORD);
    page.press("Yes, join Acme");

    page.awaitHeading("This invitation is for somebody else");
    assertThat(page.text()).contains("You are signed in as " + Suite.GRACE);
    page.press("Sign out and use another account");
    page.signInAtKeycloak(mailed.email(), PASSWORD);
    page.press("Yes, join Acme");
    page.awaitHeading("Welcome to Acme");
  }

  @Test
  @DisplayName(
      "INV-10 a copied link tells that there is an account after the code only, and joins it")
  void copiedLink(Suite suite, JoinPage page) {
    Mailed mailed = invitedTwice(suite);
    String token = mailed.company().copiedToken(mailed.id());

    page.open(suite.stack().gatewayUrl() + "/join#token=" + token);
    page.awaitHeading("Join Acme");
    assertThat(page.asksFor("password")).isTrue();
    page.press("Send code");
    page.awaitText("A code is on its way to");
    String code = mailed.company().mailedCode(mailed.email(), 3);
    page.type("code", code);
    page.type("password", "another good password");
    page.press("Join Acme");
    page.awaitText("There is an account for");
    page.press("Sign in to continue");
    page.signInAtKeycloak(mailed.email(), PASSWORD);
    page.awaitText("You are signed in as");
    assertThat(page.value("code")).isEqualTo(code);
    page.press("Yes, join Acme");

    page.awaitHeading("Welcome to Acme");
  }

  @Test
  @DisplayName("INV-15 leaving the sign-in without one comes back to the invitation")
  void cameBackWithoutSigningIn(Suite suite, JoinPage page) {
    Mailed mailed = invitedTwice(suite);
    page.open(mailed.link());
    page.awaitText("There is an account for");
    page.open(suite.stack().gatewayUrl() + "/");

    page.open(suite.stack().gatewayUrl() + "/join#error=access_denied&state=unknown");

    page.awaitText("Signing in did not work.");
    assertThat(page.heading()).isEqualTo("Join Acme");
    assertThat(page.address()).endsWith("/join");
  }

  /** A member of one company with an invitation to another. */
  private static Mailed invitedTwice(Suite suite) {
    String email = Suite.freshEmail("bob");
    Company.signUp(suite, Suite.LINUS).join(email, PASSWORD);
    Company second = Company.signUp(suite, Suite.ADA);
    String id = second.invite(email).expect(201).text("id");
    return new Mailed(second, id, email, Mailed.newestLink(suite, email, 2));
  }
}
