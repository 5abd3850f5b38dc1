package dev.rollcall.e2e.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.e2e.Company;
import dev.rollcall.e2e.Suite;
import dev.rollcall.local.story.Story;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({Suite.Extension.class, Chrome.class})
class NewcomerTest {

  private static final String PASSWORD = "correct horse battery staple";

  @Test
  @DisplayName(
      "INV-7 INV-14 INV-16 from the mail to being signed in, without typing the password again")
  void joins(Suite suite, JoinPage page) {
    Mailed mailed = Mailed.to(Company.signUp(suite, Suite.ADA));

    page.open(mailed.link());
    page.awaitHeading("Join Acme");
    assertThat(page.text()).contains("Ada Lovelace has invited you");
    assertThat(page.value("username")).startsWith("b").endsWith("@acme.test").contains("*");
    assertThat(page.asksFor("firstName")).as("names that are known aren't asked for").isFalse();
    page.type("password", PASSWORD);
    page.press("Join Acme");

    page.awaitHeading("Welcome to Acme");
    assertThat(page.text())
        .contains("You're signed in as Bob Stone (" + mailed.email() + ") in company Acme.");
    suite.story().listedUser(mailed.company().admin(), mailed.company().id(), userId(mailed));
    suite.as(mailed.email(), PASSWORD).get("/identity/v1/me").expect(200);
  }

  @Test
  @DisplayName(
      "INV-14 a weak password is explained at its field in the policy's words; the next try joins")
  void weakPassword(Suite suite, JoinPage page) {
    Mailed mailed = Mailed.to(Company.signUp(suite, Suite.ADA));
    page.open(mailed.link());
    page.type("password", "short");
    page.press("Join Acme");

    page.awaitText("Use at least 10 characters.");
    assertThat(page.error("password")).isEqualTo("Use at least 10 characters.");
    assertThat(page.focused()).isEqualTo("password");
    assertThat(page.attribute("password", "aria-invalid")).isEqualTo("true");
    assertThat(page.attribute("password", "aria-describedby")).contains("password-error");

    page.type("password", PASSWORD);
    page.press("Join Acme");
    page.awaitHeading("Welcome to Acme");
  }

  @Test
  @DisplayName(
      "INV-10 a copied link asks for the mailed code, says that another is wrong, and joins")
  void copiedLink(Suite suite, JoinPage page) {
    Mailed mailed = Mailed.to(Company.signUp(suite, Suite.ADA));
    String token = mailed.company().copiedToken(mailed.id());

    page.open(suite.stack().gatewayUrl() + "/join#token=" + token);
    page.awaitHeading("Join Acme");
    page.type("password", PASSWORD);
    page.press("Send code");
    page.awaitText("A code is on its way to");
    String code = mailed.company().mailedCode(mailed.email(), 2);
    page.type("code", Company.otherThan(code));
    page.press("Join Acme");
    page.awaitText("This is not the code of the newest mail. Tries left: 9.");
    page.type("code", code.substring(0, 4) + " " + code.substring(4));
    page.press("Join Acme");

    page.awaitHeading("Welcome to Acme");
  }

  @Test
  @DisplayName("INV-12 names that a batch left out are asked for")
  void namesWanted(Suite suite, JoinPage page) {
    Company company = Company.signUp(suite, Suite.ADA);
    String email = Suite.freshEmail("batch");
    company
        .admin()
        .post(
            company.path("invitation", "/invitation-batches"),
            Map.of("defaults", Map.of("role", "USER", "seat", seat()), "text", email))
        .expect(200, 202);

    page.open(Mailed.newestLink(suite, email, 1));
    page.awaitHeading("Join Acme");
    page.type("firstName", "Bob");
    page.type("lastName", "Stone");
    page.type("password", PASSWORD);
    page.press("Join Acme");

    page.awaitText("You're signed in as Bob Stone");
  }

  private static Map<String, String> seat() {
    return Map.of("source", "EXISTING", "licenseType", "TALK");
  }

  @Test
  @DisplayName("INV-1 a phone that the company wants is asked for")
  void phoneWanted(Suite suite, JoinPage page) {
    Company company = Company.signUp(suite, Suite.ADA);
    Mailed mailed = Mailed.to(company);
    company
        .admin()
        .patch(
            company.path("identity", ""), Map.of("invitationPolicy", Map.of("phoneRequired", true)))
        .expect(200);
    Story.until(
        "the link to ask for a phone",
        () ->
            suite
                .anybody()
                .post("/invitation/v1/invitations/lookup", Map.of("token", mailed.token())),
        answer -> answer.body().path("phoneRequired").asBoolean());

    page.open(mailed.link());
    page.awaitHeading("Join Acme");
    page.type("phone", "+1 (415) 555-0100");
    page.type("password", PASSWORD);
    page.press("Join Acme");

    page.awaitHeading("Welcome to Acme");
  }

  @Test
  @DisplayName("INV-14 an empty password is asked for without a call")
  void emptyPassword(Suite suite, JoinPage page) {
    page.open(Mailed.to(Company.signUp(suite, Suite.ADA)).link());
    page.awaitHeading("Join Acme");
    page.press("Join Acme");

    page.awaitText("Please fill this in.");
    assertThat(page.focused()).isEqualTo("password");
  }

  @Test
  @DisplayName("INV-16 the keyboard is enough, from the mail to being signed in")
  void keyboardOnly(Suite suite, JoinPage page) {
    page.open(Mailed.to(Company.signUp(suite, Suite.ADA)).link());
    page.awaitHeading("Join Acme");
    assertThat(page.focused()).as("the heading is read out first").isEqualTo("Join Acme");

    page.tabTo("password");
    page.keys(PASSWORD);
    page.tabTo("Show");
    page.key("Space");
    assertThat(page.attribute("password", "type")).isEqualTo("text");
    page.tabTo("Join Acme");
    page.key("Enter");

    page.awaitHeading("Welcome to Acme");
    page.tabTo("Continue");
  }

  @Test
  @DisplayName("INV-16 where somebody else is signed in a newcomer is asked, then signed in")
  void afterSomebodyElse(Suite suite, JoinPage page) {
    Mailed mailed = Mailed.to(Company.signUp(suite, Suite.ADA));
    page.open(suite.stack().gatewayUrl() + "/join/welcome");
    page.press("Sign in");
    page.signInAtKeycloak(Suite.GRACE, Suite.DEMO_PASSWORD);
    page.awaitText("Grace Hopper");

    page.open(mailed.link());
    page.type("password", PASSWORD);
    page.press("Join Acme");
    page.awaitText("Go on only if this is your account");
    page.follow("Click here to proceed");

    page.awaitText("You're signed in as Bob Stone");
  }

  @Test
  @DisplayName("INV-13 declining asks once more, and is final")
  void declines(Suite suite, JoinPage page) {
    Mailed mailed = Mailed.to(Company.signUp(suite, Suite.ADA));
    page.open(mailed.link());
    page.awaitHeading("Join Acme");

    page.press("Decline");
    page.awaitHeading("Decline the invitation to Acme?");
    page.press("Back");
    page.awaitHeading("Join Acme");
    page.press("Decline");
    page.awaitHeading("Decline the invitation to Acme?");
    page.press("Decline");

    page.awaitHeading("You have declined");
    page.open(mailed.link());
    page.awaitHeading("This invitation was declined");
  }

  @Test
  @DisplayName("INV-7 reloading the page keeps the invitation open")
  void reload(Suite suite, JoinPage page) {
    page.open(Mailed.to(Company.signUp(suite, Suite.ADA)).link());
    page.awaitHeading("Join Acme");

    page.open(page.address());

    page.awaitHeading("Join Acme");
    page.type("password", PASSWORD);
    page.press("Join Acme");
    page.awaitHeading("Welcome to Acme");
  }

  private static String userId(Mailed mailed) {
    return mailed
        .company()
        .admin()
        .get(mailed.company().path("identity", "/users?q=" + mailed.email()))
        .expect(200)
        .items()
        .path(0)
        .path("id")
        .asText();
  }
}
