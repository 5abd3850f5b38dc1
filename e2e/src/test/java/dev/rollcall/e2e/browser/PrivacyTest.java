package dev.rollcall.e2e.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.e2e.Company;
import dev.rollcall.e2e.Suite;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({Suite.Extension.class, Chrome.class})
class PrivacyTest {

  private static final String PASSWORD = "correct horse battery staple";
  private static final String NASTY =
      "<script>document.title='owned'</script><img src=x onerror=alert(1)>";

  @Test
  @DisplayName("INV-7 the token leaves the address bar, and is in no request's address or referrer")
  void tokenStaysInTheTab(Suite suite, JoinPage page) {
    Mailed mailed = Mailed.to(Company.signUp(suite, Suite.ADA));

    page.open(mailed.link());
    page.awaitHeading("Join Acme");
    String address = page.address();
    page.type("password", PASSWORD);
    page.press("Join Acme");
    page.awaitHeading("Welcome to Acme");

    assertThat(address).endsWith("/join");
    assertThat(page.address()).endsWith("/join/welcome");
    assertThat(page.script("document.referrer")).isEqualTo("");
    assertThat(page.script("JSON.stringify(Object.entries(sessionStorage))").toString())
        .doesNotContain(mailed.token(), PASSWORD, "eyJ");
    List<String> sent = page.sent();
    assertThat(sent).anyMatch(line -> line.contains("/invitation/v1/invitations/accept"));
    assertThat(sent).noneMatch(line -> line.contains(mailed.token()) || line.contains(PASSWORD));
    assertThat(sent).anyMatch(line -> line.startsWith("User-Agent: "));
    assertThat(sent).noneMatch(line -> line.startsWith("Referer: ") && line.contains("/join"));
    assertThat(sent)
        .as("the sign-in's code comes back in the fragment, which no server sees")
        .noneMatch(line -> line.matches(".*/join[^#]*[?&]code=.*"));
  }

  @Test
  @DisplayName("SEC the policy is kept all the way: the browser has nothing to complain about")
  void noComplaints(Suite suite, JoinPage page) {
    page.open(Mailed.to(Company.signUp(suite, Suite.ADA)).link());
    page.type("password", PASSWORD);
    page.press("Join Acme");
    page.awaitHeading("Welcome to Acme");

    assertThat(page.complaints()).isEmpty();
  }

  @Test
  @DisplayName("SEC INV-19 a company whose name is a script is a company with an odd name")
  void names(Suite suite, JoinPage page) {
    String id = suite.story().foundCompany(suite.as(Suite.ADA), NASTY);
    suite.story().licenses(suite.as(Suite.ADA), id, 3);

    page.open(Mailed.to(new Company(suite, Suite.ADA, id)).link());
    page.awaitHeading("Join " + NASTY);

    assertThat(page.script("document.title")).isEqualTo("Join " + NASTY + " · Rollcall");
    assertThat(page.script("document.querySelectorAll('main script, main img').length"))
        .isEqualTo(0);
    assertThat(page.complaints()).isEmpty();
  }

  @Test
  @DisplayName(
      "SEC a script that gets into the page all the same doesn't run, and can't send anything")
  void policyHolds(Suite suite, JoinPage page) {
    page.open(Mailed.to(Company.signUp(suite, Suite.ADA)).link());
    page.awaitHeading("Join Acme");

    Object refused =
        page.script(
            """
            new Promise((done) => {
              const refused = [];
              document.addEventListener('securitypolicyviolation', (event) => refused.push(event.effectiveDirective));
              const inline = document.createElement('script');
              try { inline.text = 'window.owned = true'; document.body.append(inline); } catch { refused.push('trusted'); }
              try { document.body.innerHTML = '<b>x</b>'; } catch { refused.push('trusted'); }
              fetch('http://localhost:1/').catch(() => setTimeout(() => done(refused.join(' ') + ' ' + window.owned), 100));
            })
            """);

    assertThat(refused.toString())
        .contains("require-trusted-types-for", "connect-src")
        .endsWith("undefined");
    assertThat(page.complaints()).as("the browser says so too").isNotEmpty();
  }
}
