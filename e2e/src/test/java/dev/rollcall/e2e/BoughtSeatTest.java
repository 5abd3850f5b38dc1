package dev.rollcall.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollcall.local.story.Answer;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Invitations that buy their seat, across invitation, billing and identity. */
@ExtendWith(Suite.Extension.class)
class BoughtSeatTest {

  private static final String PASSWORD = "correct horse battery staple";

  @AfterEach
  void backToNow(Suite suite) {
    suite.moveTime(Duration.ZERO);
  }

  @Test
  @DisplayName(
      "INV-4 INV-5 BIL-6 quoted, bought by inviting, charged to the cent, and the colleague's seat")
  void quotedAndBought(Suite suite) {
    Company company = Company.signUp(suite, Suite.GRACE);
    Answer quote = quote(company);
    String email = Suite.freshEmail("bought");

    String invitation = buy(company, email, quote.text("id")).expect(201).text("id");

    assertThat(owed(company)).isEqualTo(quote.body().path("total").path("amount").asText());
    company.accept(company.mailedTokens(email, 1).getFirst(), PASSWORD).expect(201);
    company.awaitInvitation(invitation, "JOINED");
    assertThat(company.awaitLicenses("ASSIGNED", 2))
        .extracting(
            license -> license.path("plan").asText() + " " + license.path("origin").asText())
        .containsExactlyInAnyOrder("BASIC SIGNUP", "PRO PURCHASED");
    assertThat(ledger(company, "verification").body().path("valid").asBoolean()).isTrue();
  }

  @Test
  @DisplayName("INV-5 a quote that was used is 409; nothing more is bought and no mail leaves")
  void usedQuote(Suite suite) {
    Company company = Company.signUp(suite, Suite.GRACE);
    Answer quote = quote(company);
    buy(company, Suite.freshEmail("first"), quote.text("id")).expect(201);
    String owed = owed(company);
    String late = Suite.freshEmail("second");

    Answer refused = buy(company, late, quote.text("id"));

    Company.assertProblem(refused, 409, "QUOTE_STALE");
    assertThat(owed(company)).isEqualTo(owed);
    assertThat(bought(company)).hasSize(1);
    assertThat(suite.mails(late).body()).isEmpty();
  }

  @Test
  @DisplayName("INV-5 BIL-6 a quote of yesterday is 409 after the company's midnight")
  void yesterdaysQuote(Suite suite) {
    Company company = Company.signUp(suite, Suite.GRACE);
    Answer quote = quote(company);

    suite.moveTime(Duration.ofHours(25));
    Answer refused = buy(company, Suite.freshEmail("late"), quote.text("id"));

    Company.assertProblem(refused, 409, "QUOTE_STALE");
    assertThat(bought(company)).isEmpty();
  }

  @Test
  @DisplayName("INV-18 X-1 a revoked invitation leaves its bought license free, and charged once")
  void revoked(Suite suite) {
    Company company = Company.signUp(suite, Suite.GRACE);
    Answer quote = quote(company);
    String invitation =
        buy(company, Suite.freshEmail("gone"), quote.text("id")).expect(201).text("id");

    company.admin().delete(company.path("invitation", "/invitations/" + invitation)).expect(204);

    company.awaitLicenses("FREE", 3);
    assertThat(bought(company)).extracting(it -> it.path("state").asText()).containsExactly("FREE");
    assertThat(owed(company)).isEqualTo(quote.body().path("total").path("amount").asText());
  }

  private static Answer quote(Company company) {
    return company
        .admin()
        .post(
            company.path("billing", "/quotes"),
            Map.of(
                "action", "BUY_LICENSES",
                "type", "TALK",
                "plan", "PRO",
                "quantity", 1,
                "officeId", company.suite().story().headOffice(company.admin(), company.id())))
        .expect(201);
  }

  private static Answer buy(Company company, String email, String quoteId) {
    Map<String, Object> invitation = company.invitation(email);
    invitation.put(
        "seat",
        Map.of("source", "PURCHASE", "licenseType", "TALK", "plan", "PRO", "quoteId", quoteId));
    return company
        .admin()
        .with("Prefer", "wait=10")
        .post(company.path("invitation", "/invitations"), invitation);
  }

  private static List<JsonNode> bought(Company company) {
    return Company.items(
        company.admin().get(company.path("billing", "/licenses?plan=PRO")).expect(200));
  }

  /** What the ledger says the company owes for purchases. */
  private static String owed(Company company) {
    return ledger(company, "balances")
        .body()
        .path("money")
        .valueStream()
        .filter(it -> it.path("account").asText().equals("RECEIVABLE"))
        .map(it -> new BigDecimal(it.path("balance").path("amount").asText()))
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .toPlainString();
  }

  private static Answer ledger(Company company, String what) {
    return company.admin().get(company.path("billing", "/ledger/" + what)).expect(200);
  }
}
