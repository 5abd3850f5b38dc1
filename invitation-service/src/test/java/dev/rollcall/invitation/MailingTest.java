package dev.rollcall.invitation;

import static dev.rollcall.invitation.Acme.INVITATIONS;
import static dev.rollcall.invitation.Acme.bob;
import static dev.rollcall.invitation.Acme.someone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.rollcall.platform.test.Eventually;
import dev.rollcall.platform.test.Mails;
import dev.rollcall.platform.test.RollcallTest;
import dev.rollcall.platform.test.ServiceDatabase;
import io.quarkus.test.common.WithTestResource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
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
        DateTimeFormatter.ofPattern("EEEE, d MMMM uuuu 'at' HH:mm", Locale.ENGLISH)
            .format(expiresAt.atZone(ZoneId.of("America/New_York")));
    assertThat(mail.text()).contains(when + " (America/New_York)");
    assertThat(mail.html()).contains(when + " (America/New_York)");
    assertThat(Mails.to(email)).hasSize(1);
    Eventually.holds(() -> acme.get(invitation).then().body("delivery", equalTo("SENT")));
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
  void tokenNowhere() throws SQLException {
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
    assertThat(everyCell())
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

  /** Every row of every table, as text. */
  private static List<String> everyCell() throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection admin = ServiceDatabase.admin();
        Statement statement = admin.createStatement()) {
      List<String> tables = new ArrayList<>();
      try (var found =
          statement.executeQuery("select tablename from pg_tables where schemaname = 'public'")) {
        while (found.next()) {
          tables.add(found.getString(1));
        }
      }
      for (String table : tables) {
        try (var found = statement.executeQuery("select t::text from \"" + table + "\" t")) {
          while (found.next()) {
            rows.add(found.getString(1));
          }
        }
      }
    }
    return rows;
  }
}
