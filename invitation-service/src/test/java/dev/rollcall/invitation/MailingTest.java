package dev.rollcall.invitation;

import static dev.rollcall.invitation.Acme.INVITATIONS;
import static dev.rollcall.invitation.Acme.bob;
import static dev.rollcall.invitation.Acme.someone;
import static dev.rollcall.platform.test.Problems.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import dev.rollcall.platform.test.Eventually;
import dev.rollcall.platform.test.Mails;
import dev.rollcall.platform.test.RollcallTest;
import dev.rollcall.platform.test.ServiceDatabase;
import io.quarkus.test.common.WithTestResource;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.logging.Handler;
import java.util.logging.Logger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@RollcallTest(service = "invitation", mail = true)
@WithTestResource(PlayedIdentity.class)
class MailingTest {

  @Test
  @DisplayName(
      "INV-19 one mail, HTML and text, names company and inviter, expiry in the company's zone")
  void content() {
    Acme acme = Acme.signedUp("<script>alert('x')</script> & Söhne", Map.of());
    String email = someone("bob");
    UUID invitation = acme.invited(email);
    Mails.Received mail = Mails.await(email);

    assertThat(mail.subject())
        .isEqualTo("Ada Byron invites you to <script>alert('x')</script> & Söhne");
    assertThat(mail.html())
        .contains("&lt;script&gt;")
        .doesNotContain("<script>")
        .contains("Ada Byron")
        .contains("http://frontend.test/join#token=");
    assertThat(mail.text())
        .contains("Hello Bob,")
        .contains("Ada Byron invites you to join <script>alert('x')</script> & Söhne.")
        .contains("http://frontend.test/join#token=")
        .contains("What to do next");
    Instant expiresAt = Instant.parse(acme.get(invitation).path("expiresAt"));
    String when =
        DateTimeFormatter.ofPattern(
                "EEEE, MMMM d, uuuu, h:mm\u00a0a, zzzz '(America/New_York)'", Locale.ENGLISH)
            .format(expiresAt.atZone(ZoneId.of("America/New_York")));
    assertThat(mail.text()).contains("until " + when + ".");
    assertThat(mail.html()).contains("until " + when + ".");
    assertThat(Mails.to(email)).hasSize(1);
    Eventually.holds(() -> acme.get(invitation).then().body("delivery", equalTo("SENT")));
  }

  @ParameterizedTest
  @DisplayName("INV-19 the invitation's language is the mail's; English for one without words")
  @CsvSource({
    "de,    'Ada Byron lädt Sie zu Acme ein',      'Der Link funktioniert einmal, bis '",
    "de-AT, 'Ada Byron lädt Sie zu Acme ein',      'Guten Tag Bob,'",
    "es,    'Ada Byron le invita a Acme',          'El enlace funciona una sola vez, hasta el '",
    "ja,    'Ada Byron invites you to Acme',       'The link works once, until '"
  })
  void languages(String language, String subject, String words) {
    Acme acme = Acme.signedUp();
    String email = someone("bob");
    UUID invitation = acme.invited(email, language);
    Mails.Received mail = Mails.await(email);
    assertThat(mail.subject()).isEqualTo(subject);
    assertThat(mail.text()).contains(words);
    assertThat(mail.html()).contains(words);
    acme.get(invitation).then().body("language", equalTo(language));
  }

  @Test
  @DisplayName("INV-19 what is no language tag is refused")
  void noLanguage() {
    var body = bob(someone("bob"));
    body.put("language", "de\r\nBcc: eve@evil.test");
    Acme.signedUp()
        .asAda()
        .body(body)
        .post(INVITATIONS)
        .then()
        .spec(problem(422, "VALIDATION_FAILED"))
        .body("violations.pointer", contains("/language"));
  }

  @Test
  @DisplayName("INV-19 quotes, template syntax and turned text in names are text and nothing else")
  void hostileNames() {
    Acme acme = Acme.signedUp("\"Acme\" {inviter} \u202ekcab", Map.of());
    String email = someone("bob");
    acme.invited(email);
    Mails.Received mail = Mails.await(email);
    assertThat(mail.subject()).isEqualTo("Ada Byron invites you to \"Acme\" {inviter}  kcab");
    assertThat(mail.html())
        .contains("&quot;Acme&quot; {inviter}  kcab")
        .doesNotContain("\"Acme\"")
        .doesNotContain("\u202e");
  }

  @Test
  @DisplayName("INV-19 line breaks in a company's name start no header")
  void headerInjection() {
    Acme acme = Acme.signedUp("Acme\r\nBcc: eve@evil.test", Map.of());
    String email = someone("bob");
    acme.invited(email);
    assertThat(Mails.await(email).subject())
        .isEqualTo("Ada Byron invites you to Acme Bcc: eve@evil.test");
    assertThat(Mails.to("eve@evil.test")).isEmpty();
  }

  @Test
  @DisplayName("INV-19 names with line breaks are refused before anything is made")
  void refusedNames() {
    var body = bob(someone("bob"));
    body.put("firstName", "Bob\r\nBcc: eve@evil.test");
    Acme.signedUp().asAda().body(body).post(INVITATIONS).then().statusCode(422);
  }

  @Test
  @DisplayName("INV-7 after the mail has left, the token is in no table, event or log line")
  void tokenNowhere() {
    List<String> lines = Collections.synchronizedList(new ArrayList<>());
    Handler ear = LogEar.into(lines);
    Logger.getLogger("").addHandler(ear);
    String email = someone("bob");
    String token;
    try {
      Acme acme = Acme.signedUp();
      UUID invitation = acme.invited(email);
      token = Acme.token(email);
      Eventually.holds(() -> acme.get(invitation).then().body("delivery", equalTo("SENT")));
      Acme.lookUp(token).then().statusCode(200);
      Acme.accept(token, "weak-secret-password").then().statusCode(422);
      Acme.accept(token, "very-secret-password").then().statusCode(201);
    } finally {
      Logger.getLogger("").removeHandler(ear);
    }
    assertThat(Tables.everyRow())
        .isNotEmpty()
        .noneMatch(cell -> cell.contains(token))
        .noneMatch(cell -> cell.contains("secret-password"));
    assertThat(lines)
        .noneMatch(line -> line.contains(token))
        .noneMatch(line -> line.contains("secret-password"));
    assertThat(
            ServiceDatabase.value(
                "select count(*) from mail where sealed_token is not null and status <> 'QUEUED'"))
        .contains("0");
  }
}
