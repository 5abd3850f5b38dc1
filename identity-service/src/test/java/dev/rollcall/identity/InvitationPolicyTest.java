package dev.rollcall.identity;

import static dev.rollcall.identity.IdentityWorld.accounts;
import static dev.rollcall.identity.IdentityWorld.address;
import static dev.rollcall.identity.IdentityWorld.founded;
import static dev.rollcall.identity.IdentityWorld.join;
import static dev.rollcall.identity.IdentityWorld.joined;
import static dev.rollcall.identity.IdentityWorld.offer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;

import dev.rollcall.identity.IdentityWorld.Founded;
import dev.rollcall.platform.test.Eventually;
import dev.rollcall.platform.test.OutboxRows;
import dev.rollcall.platform.test.Problems;
import dev.rollcall.platform.test.RollcallTest;
import io.quarkus.test.common.WithTestResource;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** The invitation policy as company admins edit it, and as joining obeys it. */
@RollcallTest(service = "identity", keycloak = true)
@WithTestResource(OtherServices.class)
class InvitationPolicyTest {

  private Founded world;

  @BeforeEach
  void company() {
    world = founded();
  }

  @Test
  @DisplayName("INV-20 domains are kept, and told, by their registrable part")
  void normalised() {
    change("allowedDomains", List.of(" Mail.Corp.CO.UK", "corp.co.uk", "bücher.de"))
        .statusCode(200)
        .body("invitationPolicy.allowedDomains", contains("corp.co.uk", "xn--bcher-kva.de"));

    assertThat(
            OutboxRows.await(world.company(), "rollcall.company.updated.v1")
                .payload()
                .path("invitationPolicy")
                .path("allowedDomains")
                .toString())
        .isEqualTo("[\"corp.co.uk\",\"xn--bcher-kva.de\"]");
  }

  @Test
  @DisplayName("INV-20 a public suffix alone, and what is no domain, is refused with its place")
  void refused() {
    change("blockedDomains", List.of("corp.com", "co.uk", "bob@corp.com"))
        .spec(Problems.invalid("/invitationPolicy/blockedDomains/1"))
        .spec(Problems.invalid("/invitationPolicy/blockedDomains/2"));
  }

  @Test
  @DisplayName("INV-8 a link lives from one hour to thirty days")
  void linkLifetime() {
    for (String life : List.of("PT59M59S", "P30DT1S", "P1M", "a day", "PT-1H")) {
      change("linkLifetime", life).spec(Problems.invalid("/invitationPolicy/linkLifetime"));
    }
    change("linkLifetime", "PT1H").statusCode(200);
    change("linkLifetime", "P30D").statusCode(200);
  }

  @Test
  @DisplayName("INV-2 nobody joins on the word of an admin who was demoted meanwhile")
  void demotedInviter() {
    var grace = joined(world, "Grace", "Hopper", "COMPANY_ADMIN");
    var offer = offer(world, address("bob"), "OFFICE_ADMIN");
    offer.put("inviterUserId", grace.user());
    world
        .call()
        .body(Map.of("role", "MANAGER"))
        .patch(world.path("/users/" + grace.user()))
        .then()
        .statusCode(200);

    join(offer.get("invitationId"), offer).then().spec(Problems.problem(409, "INVITER_GONE"));
  }

  @Test
  @DisplayName("INV-2 nobody joins on the word of a manager whose ceiling was lowered meanwhile")
  void loweredCeiling() {
    var grace = joined(world, "Grace", "Hopper", "MANAGER");
    var offer = offer(world, address("bob"), "USER");
    offer.put("inviterUserId", grace.user());
    change("managerInviteCeiling", "NONE").statusCode(200);

    join(offer.get("invitationId"), offer).then().spec(Problems.problem(409, "INVITER_GONE"));
  }

  @Test
  @DisplayName("INV-20 nobody joins from a domain that was blocked meanwhile, and no login is made")
  void blockedMeanwhile() {
    var offer = offer(world, address("bob"), "USER");
    change("blockedDomains", List.of("acme.test")).statusCode(200);

    join(offer.get("invitationId"), offer).then().spec(Problems.problem(409, "DOMAIN_BLOCKED"));
    assertThat(accounts(String.valueOf(offer.get("email")))).isZero();
  }

  @Test
  @DisplayName("INV-1 a phone that is required meanwhile is asked for when joining")
  void phoneRequiredMeanwhile() {
    var offer = offer(world, address("bob"), "USER");
    change("phoneRequired", true).statusCode(200);

    join(offer.get("invitationId"), offer).then().spec(Problems.invalid("/phone"));
    offer.put("phone", "+14155550100");
    join(offer.get("invitationId"), offer).then().statusCode(200);
  }

  @RepeatedTest(10)
  @DisplayName("INV-20 a change against accepting: nobody has joined after the domain was blocked")
  void race() throws Exception {
    String email = address("bob");
    var offer = offer(world, email, "USER");
    Response joining;

    try (var thread = Executors.newSingleThreadExecutor()) {
      var join = thread.submit(() -> join(offer.get("invitationId"), offer));
      // The rules have been looked at once, the login is made, the pivot is next.
      Eventually.holds(() -> assertThat(accounts(email)).isEqualTo(1));
      change("blockedDomains", List.of("acme.test")).statusCode(200);
      joining = join.get();
    }

    List<String> told =
        OutboxRows.typesOf(world.company()).stream()
            .filter(type -> type.matches("rollcall[.](user.joined|company.updated)[.]v1"))
            .toList();
    if (joining.statusCode() == 200) {
      assertThat(told)
          .containsExactly(
              "rollcall.user.joined.v1", "rollcall.user.joined.v1", "rollcall.company.updated.v1");
    } else {
      joining.then().spec(Problems.problem(409, "DOMAIN_BLOCKED"));
      assertThat(told).containsExactly("rollcall.user.joined.v1", "rollcall.company.updated.v1");
    }
  }

  private ValidatableResponse change(String field, Object value) {
    return world
        .call()
        .body(Map.of("invitationPolicy", Map.of(field, value)))
        .patch(world.path(""))
        .then();
  }
}
