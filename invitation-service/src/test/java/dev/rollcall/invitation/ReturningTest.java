package dev.rollcall.invitation;

import static dev.rollcall.invitation.Acme.INVITATIONS;
import static dev.rollcall.invitation.Acme.accept;
import static dev.rollcall.invitation.Acme.lookUp;
import static dev.rollcall.invitation.Acme.published;
import static dev.rollcall.invitation.Acme.requestCode;
import static dev.rollcall.invitation.Acme.someone;
import static dev.rollcall.invitation.Acme.token;
import static dev.rollcall.platform.test.Problems.problem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.rollcall.platform.test.Eventually;
import dev.rollcall.platform.test.Mails;
import dev.rollcall.platform.test.RollcallTest;
import dev.rollcall.platform.test.ServiceDatabase;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@RollcallTest(service = "invitation", mail = true)
@WithTestResource(PlayedIdentity.class)
@TestProfile(ReturningTest.WithBounceMailbox.class)
class ReturningTest {

  /** The bounce mailbox is read every second. */
  public static class WithBounceMailbox implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
      String bounces = "rollcall.invitation.bounces.";
      return Map.of(
          bounces + "address", ReturnedMail.MAILBOX,
          bounces + "every", "1s",
          bounces + "imap.host", "${rollcall.test.imap-host}",
          bounces + "imap.port", "${rollcall.test.imap-port}",
          bounces + "imap.user", ReturnedMail.MAILBOX,
          bounces + "imap.password", "any",
          bounces + "imap.tls", "false");
    }
  }

  private static void awaitSent(Acme acme, UUID invitation) {
    Eventually.holds(() -> acme.get(invitation).then().body("delivery", equalTo("SENT")));
  }

  @Test
  @DisplayName("INV-19 each mail has a return path of its own, which tells nothing")
  void returnPaths() {
    Acme acme = Acme.signedUp();
    String email = someone("bob");
    UUID invitation = acme.invited(email);
    String returnPath = Mails.await(email).returnPath();
    assertThat(returnPath).matches("bounce\\+[0-9a-f]{40}@bounces\\.test");
    acme.asAda().post(INVITATIONS + "/" + invitation + "/resend").then().statusCode(200);
    assertThat(Mails.await(email, 2).returnPath()).isNotEqualTo(returnPath);
    String mark = returnPath.substring("bounce+".length(), returnPath.indexOf('@'));
    assertThat(
            ServiceDatabase.value(
                "select count(*) from return_path r where r::text like ?", "%" + mark + "%"))
        .contains("0");
  }

  @Test
  @DisplayName(
      "INV-18 X-1 a reported failure ends it once, however often it is reported, or read again")
  void bounces() {
    Acme acme = Acme.signedUp();
    String email = someone("bob");
    UUID invitation = acme.invited(email);
    String returnPath = Mails.await(email).returnPath();
    awaitSent(acme, invitation);
    ReturnedMail.report(returnPath, "failed");
    ReturnedMail.report(returnPath, "failed");
    acme.awaitStatus(invitation, "BOUNCED");
    ReturnedMail.report(returnPath.toUpperCase(java.util.Locale.ROOT), "failed");
    ReturnedMail.awaitEmpty();
    acme.get(invitation).then().body("delivery", equalTo("BOUNCED"));
    assertThat(published(invitation)).containsExactly("requested", "opened", "bounced");
  }

  @Test
  @DisplayName("INV-19 a mail that is only late ends nothing")
  void delayed() {
    Acme acme = Acme.signedUp();
    String email = someone("bob");
    UUID invitation = acme.invited(email);
    ReturnedMail.report(Mails.await(email).returnPath(), "delayed");
    ReturnedMail.awaitEmpty();
    assertThat(acme.status(invitation)).isEqualTo("PENDING");
  }

  @Test
  @DisplayName("INV-18 one full mailbox behind an alias ends nothing: the mail has reached others")
  void alias() {
    Acme acme = Acme.signedUp();
    String email = someone("team");
    UUID invitation = acme.invited(email);
    ReturnedMail.reportOfAlias(Mails.await(email).returnPath());
    ReturnedMail.awaitEmpty();
    assertThat(acme.status(invitation)).isEqualTo("PENDING");
  }

  @Test
  @DisplayName("INV-19 operators see how long ago the mailbox was last read")
  void lastLook() {
    ReturnedMail.awaitEmpty();
    given().get("/q/metrics").then().body(containsString("rollcall_bounces_unread_seconds"));
  }

  @Test
  @DisplayName("INV-13 the bounce of an older mail doesn't end an invitation that was resent")
  void olderMail() {
    Acme acme = Acme.signedUp();
    String email = someone("bob");
    UUID invitation = acme.invited(email);
    String first = Mails.await(email).returnPath();
    awaitSent(acme, invitation);
    acme.asAda().post(INVITATIONS + "/" + invitation + "/resend").then().statusCode(200);
    Mails.await(email, 2);
    awaitSent(acme, invitation);
    ReturnedMail.report(first, "failed");
    ReturnedMail.awaitEmpty();
    acme.get(invitation)
        .then()
        .body("status", equalTo("PENDING"))
        .body("delivery", equalTo("SENT"));
    accept(token(email, 2), "correct horse battery").then().statusCode(201);
  }

  @Test
  @DisplayName("INV-19 INV-10 a code that comes back ends the invitation: its mailbox is dead")
  void codeMail() {
    Acme acme = Acme.signedUp();
    String email = someone("bob");
    UUID invitation = acme.invited(email);
    Mails.await(email);
    String copied = acme.copied(invitation);
    requestCode(copied).then().statusCode(202);
    ReturnedMail.report(Mails.await(email, 2).returnPath(), "failed");
    acme.awaitStatus(invitation, "BOUNCED");
    lookUp(copied).then().spec(problem(410, "LINK_DEAD"));
    assertThat(published(invitation)).containsExactly("requested", "opened", "bounced");
  }

  @Test
  @DisplayName("INV-13 a code from before a resend that comes back ends nothing")
  void olderCode() {
    Acme acme = Acme.signedUp();
    String email = someone("bob");
    UUID invitation = acme.invited(email);
    Mails.await(email);
    requestCode(acme.copied(invitation)).then().statusCode(202);
    String codeMail = Mails.await(email, 2).returnPath();
    acme.asAda().post(INVITATIONS + "/" + invitation + "/resend").then().statusCode(200);
    Mails.await(email, 3);
    ReturnedMail.report(codeMail, "failed");
    ReturnedMail.awaitEmpty();
    assertThat(acme.status(invitation)).isEqualTo("PENDING");
  }

  @Test
  @DisplayName("INV-18 a bounce after somebody has joined changes only what is said of the mail")
  void afterJoining() {
    Acme acme = Acme.signedUp();
    String email = someone("bob");
    UUID invitation = acme.invited(email);
    String returnPath = Mails.await(email).returnPath();
    awaitSent(acme, invitation);
    accept(token(email), "correct horse battery").then().statusCode(201);
    acme.userJoined(invitation, email);
    acme.awaitStatus(invitation, "JOINED");
    ReturnedMail.report(returnPath, "failed");
    Eventually.holds(() -> acme.get(invitation).then().body("delivery", equalTo("BOUNCED")));
    assertThat(acme.status(invitation)).isEqualTo("JOINED");
    assertThat(published(invitation)).doesNotContain("bounced");
  }

  @Test
  @DisplayName("INV-19 junk and forged reports are put aside and stop nothing")
  void junk() {
    Acme acme = Acme.signedUp();
    String email = someone("bob");
    UUID invitation = acme.invited(email);
    String returnPath = Mails.await(email).returnPath();
    awaitSent(acme, invitation);
    int before = ReturnedMail.aside();
    ReturnedMail.send(returnPath, "I am on holiday until Monday.");
    ReturnedMail.report("bounce+" + "0".repeat(40) + "@bounces.test", "failed");
    ReturnedMail.report(ReturnedMail.MAILBOX, "failed");
    ReturnedMail.awaitEmpty();
    assertThat(ReturnedMail.aside()).isEqualTo(before + 3);
    assertThat(acme.status(invitation)).isEqualTo("PENDING");
    ReturnedMail.report(returnPath, "failed");
    acme.awaitStatus(invitation, "BOUNCED");
  }

  @Test
  @DisplayName("EVENTS Personal data: what was put aside is deleted after 30 days, and not before")
  void asideForgotten() {
    int before = ReturnedMail.aside();
    ReturnedMail.asideSince(Duration.ofDays(31));
    ReturnedMail.asideSince(Duration.ofDays(29));
    Eventually.holds(() -> assertThat(ReturnedMail.aside()).isEqualTo(before + 1));
  }

  @Test
  @DisplayName("INV-18 of a bounce and a resend at once, the seat is freed once or not at all")
  void bounceOrResend() {
    Acme acme = Acme.signedUp();
    String email = someone("bob");
    UUID invitation = acme.invited(email);
    String returnPath = Mails.await(email).returnPath();
    awaitSent(acme, invitation);
    ReturnedMail.report(returnPath, "failed");
    Acme.parallel(
        3,
        () ->
            acme.asAda()
                .header("Prefer", "wait=0")
                .post(INVITATIONS + "/" + invitation + "/resend")
                .statusCode());
    ReturnedMail.awaitEmpty();
    List<String> published = published(invitation);
    assertThat(published).filteredOn("bounced"::equals).hasSizeLessThanOrEqualTo(1);
    assertThat(acme.status(invitation))
        .isEqualTo(
            published.getLast().equals("requested")
                ? "REQUESTED"
                : published.contains("resent") ? "PENDING" : "BOUNCED");
  }
}
