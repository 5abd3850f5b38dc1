package dev.rollcall.e2e.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import dev.rollcall.e2e.Company;
import dev.rollcall.e2e.Suite;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Leaves a picture of each state in {@code target/screenshots}. */
@ExtendWith({Suite.Extension.class, Chrome.class})
class LooksTest {

  private static final String PASSWORD = "correct horse battery staple";
  private static final int PHONE = 320;

  @Test
  @DisplayName(
      "WCAG nothing is wrong for people with disabilities, and nothing is wider than 320 px")
  void newcomer(Suite suite, JoinPage page) {
    Mailed mailed = Mailed.to(Company.signUp(suite, Suite.ADA));

    page.open(mailed.link());
    page.awaitHeading("Join Acme");
    assertGood(page, "offer");
    page.press("Decline");
    page.awaitHeading("Decline the invitation to Acme?");
    assertGood(page, "declining");
    page.press("Back");
    page.type("password", "short");
    page.press("Join Acme");
    page.awaitText("Use at least 10 characters.");
    assertGood(page, "weak-password");
    page.offline(true);
    page.press("Join Acme");
    page.awaitText("What you typed is kept");
    assertGood(page, "away");
    page.offline(false);
    page.type("password", PASSWORD);
    page.press("Join Acme");
    page.awaitHeading("Welcome to Acme");
    assertGood(page, "welcome");
    page.open(mailed.link());
    page.awaitHeading("You have joined already");
    assertGood(page, "used");
  }

  @Test
  @DisplayName("WCAG the way of somebody with a login is as good")
  void person(Suite suite, JoinPage page) {
    Mailed mailed = Mailed.to(Company.signUp(suite, Suite.ADA), Suite.LINUS);

    page.open(mailed.link());
    page.awaitText("There is an account for");
    assertGood(page, "existing");
    page.press("Sign in to continue");
    page.signInAtKeycloak(Suite.GRACE, Suite.DEMO_PASSWORD);
    page.awaitText("You are signed in as");
    assertGood(page, "consent");
    page.press("Yes, join Acme");
    page.awaitHeading("This invitation is for somebody else");
    assertGood(page, "wrong-person");
  }

  @ParameterizedTest
  @CsvSource({
    "'de-AT,en', de, Acme beitreten, Passwort wählen",
    "'es-MX,en', es, Unirse a Acme, Elija una contraseña",
    "'fr-FR,de', de, Acme beitreten, Passwort wählen",
    "'fr-FR', en, Join Acme, Choose a password"
  })
  @DisplayName(
      "The page speaks the first of the browser's languages that it knows, English otherwise")
  void languages(
      String wanted, String spoken, String heading, String label, Suite suite, JoinPage page) {
    page.speak(wanted);

    page.open(Mailed.to(Company.signUp(suite, Suite.ADA)).link());

    page.awaitHeading(heading);
    assertThat(page.text()).contains(label);
    assertThat(page.script("document.documentElement.lang")).isEqualTo(spoken);
    page.picture("language-" + spoken);
  }

  @ParameterizedTest
  @CsvSource({"en, Join Acme", "de-DE, Acme beitreten", "es-ES, Unirse a Acme"})
  @DisplayName("INV-19 the mail reads well in a browser, on a phone too, and needs no picture")
  void mail(String language, String button, Suite suite, JoinPage page) {
    Company company = Company.signUp(suite, Suite.ADA);
    String email = Suite.freshEmail("bob");
    Map<String, Object> invitation = company.invitation(email);
    invitation.put("language", language);
    company.admin().post(company.path("invitation", "/invitations"), invitation).expect(201, 202);
    company.mailedTokens(email, 1);

    page.open(asPage(suite.mails(email).body().path(0).path("html").asText()));

    page.awaitText(button);
    page.picture("mail-" + language);
    assertThat((Integer) page.script("document.images.length")).isZero();
    assertThat(Axe.violationsOfMail(page)).isEmpty();
    assertNarrow(page, "mail-" + language);
  }

  private static String asPage(String html) {
    return "data:text/html;charset=utf-8;base64,"
        + Base64.getEncoder().encodeToString(html.getBytes(StandardCharsets.UTF_8));
  }

  private static void assertGood(JoinPage page, String name) {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      page.prefer(scheme);
      page.picture(name + "-" + scheme.name().toLowerCase(Locale.ROOT));
      assertThat(Axe.violations(page)).as(name + ", " + scheme).isEmpty();
    }
    page.prefer(ColorScheme.LIGHT);
    assertNarrow(page, name);
  }

  private static void assertNarrow(JoinPage page, String name) {
    page.narrow(PHONE, 640);
    page.picture(name + "-phone");
    assertThat((Integer) page.script("document.documentElement.scrollWidth"))
        .as(name + " on a phone")
        .isLessThanOrEqualTo(PHONE);
    page.wide();
  }
}
