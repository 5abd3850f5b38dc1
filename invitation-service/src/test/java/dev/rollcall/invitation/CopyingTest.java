package dev.rollcall.invitation;

import static dev.rollcall.invitation.Acme.INVITATIONS;
import static dev.rollcall.invitation.Acme.LINKS;
import static dev.rollcall.invitation.Acme.accept;
import static dev.rollcall.invitation.Acme.lookUp;
import static dev.rollcall.invitation.Acme.published;
import static dev.rollcall.invitation.Acme.someone;
import static dev.rollcall.invitation.Acme.token;
import static dev.rollcall.platform.test.Problems.problem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;

import dev.rollcall.platform.test.Mails;
import dev.rollcall.platform.test.Member;
import dev.rollcall.platform.test.ProductTime;
import dev.rollcall.platform.test.RollcallTest;
import io.quarkus.test.common.WithTestResource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@RollcallTest(service = "invitation", mail = true)
@WithTestResource(PlayedIdentity.class)
class CopyingTest {

  private final Acme acme = Acme.signedUp();
  private final String email = someone("bob");

  @Test
  @DisplayName("INV-10 a copied link is fresh, expires with the invitation, and asks for a code")
  void copy() {
    UUID invitation = acme.invited(email);
    String expiresAt = acme.get(invitation).path("expiresAt");
    acme.copyLink(invitation)
        .then()
        .statusCode(200)
        .header("Cache-Control", "no-store")
        .body("url", startsWith("http://frontend.test/join#token="))
        .body("expiresAt", equalTo(expiresAt));
    String copied = acme.copied(invitation);
    lookUp(copied)
        .then()
        .statusCode(200)
        .body("codeRequired", equalTo(true))
        .body("email", equalTo("b***@mail.test"))
        .body("expiresAt", equalTo(expiresAt));
    acme.asAda()
        .get(INVITATIONS + "/" + invitation + "/timeline")
        .then()
        .body("items.step", hasItem("link-copied"));
    assertThat(published(invitation)).containsExactly("requested", "opened");
  }

  @Test
  @DisplayName("INV-10 copying leaves the mailed link alive and kills earlier copies")
  void earlierCopies() {
    UUID invitation = acme.invited(email);
    String first = acme.copied(invitation);
    String second = acme.copied(invitation);
    assertThat(second).isNotEqualTo(first);
    lookUp(first).then().spec(problem(410, "LINK_REPLACED"));
    Acme.post("decline", Map.of("token", first)).then().spec(problem(410, "LINK_REPLACED"));
    accept(first, "correct horse battery").then().spec(problem(410, "LINK_REPLACED"));
    lookUp(second).then().statusCode(200);
    lookUp(token(email)).then().statusCode(200).body("codeRequired", equalTo(false));
    accept(token(email), "correct horse battery").then().statusCode(201);
    lookUp(second).then().spec(problem(410, "INVITATION_USED"));
  }

  @Test
  @DisplayName("INV-10 of many copies at once one lives")
  void copiesAtOnce() {
    UUID invitation = acme.invited(email);
    List<String> copies = Acme.parallel(10, () -> acme.copied(invitation));
    assertThat(copies).doesNotHaveDuplicates();
    assertThat(copies).filteredOn(copy -> lookUp(copy).statusCode() == 200).hasSize(1);
  }

  @Test
  @DisplayName("INV-9 a resend kills the copied link too")
  void resent() {
    UUID invitation = acme.invited(email);
    String copied = acme.copied(invitation);
    acme.asAda().post(INVITATIONS + "/" + invitation + "/resend").then().statusCode(200);
    lookUp(copied).then().spec(problem(410, "LINK_REPLACED"));
    lookUp(token(email, 2)).then().statusCode(200);
  }

  @Test
  @DisplayName("INV-8 a copied link expires with its invitation; an expired one is not copied")
  void expired() {
    UUID invitation = acme.invited(email);
    String copied = acme.copied(invitation);
    try (var _ = ProductTime.ahead(Duration.ofHours(25))) {
      lookUp(copied).then().spec(problem(410, "INVITATION_EXPIRED"));
      acme.copyLink(invitation).then().spec(problem(409, "INVALID_STATE"));
    }
  }

  @Test
  @DisplayName("INV-13 only a pending invitation has a link to copy")
  void states() {
    acme.copyLink(acme.requested(email)).then().spec(problem(409, "INVALID_STATE"));
    UUID revoked = acme.invited(someone("carol"));
    String copied = acme.copied(revoked);
    acme.asAda().delete(INVITATIONS + "/" + revoked).then().statusCode(204);
    acme.copyLink(revoked).then().spec(problem(409, "INVALID_STATE"));
    lookUp(copied).then().spec(problem(410, "INVITATION_REVOKED"));
  }

  @Test
  @DisplayName("INV-10 USR-1 only admins copy, in their own company, up to their own role")
  void admins() {
    UUID invitation = acme.invited(email);
    Member manager = acme.joined("MANAGER", "COMPANY", "invitations.create");
    acme.as(manager)
        .post(INVITATIONS + "/" + invitation + "/link")
        .then()
        .spec(problem(403, "FORBIDDEN"));
    Acme.signedUp().copyLink(invitation).then().spec(problem(404, "NOT_FOUND"));
    Member officeAdmin = acme.joined("OFFICE_ADMIN", "COMPANY", "invitations.copy-link");
    Map<String, Object> chief = Acme.bob(someone("chief"));
    chief.put("role", "COMPANY_ADMIN");
    String above = acme.asAda().header("Prefer", "wait=0").body(chief).post(INVITATIONS).path("id");
    acme.as(officeAdmin)
        .post(INVITATIONS + "/" + above + "/link")
        .then()
        .spec(problem(403, "ROLE_NOT_ALLOWED"));
  }

  @Test
  @DisplayName("INV-10 a copied link alone does not join, with a password or signed in")
  void alone() {
    UUID invitation = acme.invited(email);
    String copied = acme.copied(invitation);
    accept(copied, "correct horse battery").then().spec(problem(403, "CODE_REQUIRED"));
    AcceptingTest.acceptAs(email, copied).then().spec(problem(403, "CODE_REQUIRED"));
    AcceptingTest.acceptAs("eve@mail.test", copied).then().spec(problem(403, "WRONG_PERSON"));
    assertThat(acme.status(invitation)).isEqualTo("PENDING");
    assertThat(Mails.to(email)).hasSize(1);
  }

  @Test
  @DisplayName("INV-7 a tampered, cut or swapped token opens nothing")
  void tampered() {
    UUID invitation = acme.invited(email);
    String mailed = token(email);
    String copied = acme.copied(invitation);
    String other = mailed.endsWith("A") ? "B" : "A";
    List<String> wrong =
        List.of(
            mailed.substring(0, 42),
            mailed.substring(0, 42) + other,
            mailed + "A",
            mailed.toLowerCase(java.util.Locale.ROOT) + "=",
            "copied-" + mailed,
            copied.substring("copied-".length()),
            copied.substring(0, copied.length() - 1),
            copied.toUpperCase(java.util.Locale.ROOT));
    for (String token : wrong) {
      lookUp(token).then().spec(problem(410, "LINK_DEAD"));
      accept(token, "correct horse battery").then().spec(problem(410, "LINK_DEAD"));
      Acme.post("decline", Map.of("token", token)).then().spec(problem(410, "LINK_DEAD"));
    }
    lookUp(mailed).then().statusCode(200);
    lookUp(copied).then().statusCode(200);
  }

  @Test
  @DisplayName("INV-7 GET and HEAD use no copied link up")
  void fetched() {
    UUID invitation = acme.invited(email);
    String copied = acme.copied(invitation);
    for (String call : List.of("lookup", "accept", "decline")) {
      given().queryParam("token", copied).get(LINKS + call).then().statusCode(405);
      given().queryParam("token", copied).head(LINKS + call).then().statusCode(405);
    }
    acme.asAda().get(INVITATIONS + "/" + invitation + "/link").then().statusCode(405);
    lookUp(copied).then().statusCode(200);
  }

  @Test
  @DisplayName("INV-18 a copied link declines, once")
  void declined() {
    UUID invitation = acme.invited(email);
    String copied = acme.copied(invitation);
    Acme.post("decline", Map.of("token", copied)).then().statusCode(204);
    Acme.post("decline", Map.of("token", copied)).then().spec(problem(410, "INVITATION_DECLINED"));
    assertThat(published(invitation)).containsExactly("requested", "opened", "declined");
  }
}
