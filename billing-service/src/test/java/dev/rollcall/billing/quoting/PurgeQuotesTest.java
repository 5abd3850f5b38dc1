package dev.rollcall.billing.quoting;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.billing.service.IdentityStand;
import dev.rollcall.billing.service.Story;
import dev.rollcall.platform.messaging.Job;
import dev.rollcall.platform.test.Member;
import dev.rollcall.platform.test.Members;
import dev.rollcall.platform.test.RollcallTest;
import dev.rollcall.platform.test.ServiceDatabase;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@RollcallTest(service = "billing")
@WithTestResource(IdentityStand.class)
class PurgeQuotesTest {

  private final Story acme = Story.signedUp();
  private final Member ada = Members.admin(acme.company, "billing.manage").joined();

  @Inject PurgeQuotes purge;

  @Test
  @DisplayName("BIL-6 quotes that expired long ago are deleted, and no others")
  void longExpired() throws Throwable {
    UUID old = quote();
    UUID young = quote();
    ServiceDatabase.value(
        "update quote set expires_at = now() - interval '60 days' where quote_id = ? returning 1",
        old);

    VertxContextSupport.subscribeAndAwait(
        () -> purge.run(new Job(old, purge.kind(), acme.company, "quotes", 1, 1)));

    assertThat(
            ServiceDatabase.value(
                "select string_agg(quote_id::text, ' ') from quote where company_id = ?",
                acme.company))
        .contains(young.toString());
  }

  private UUID quote() {
    Map<String, Object> order = new HashMap<>(Story.order("TALK", "PLUS", 1, acme.office));
    order.put("action", "BUY_LICENSES");
    String id =
        given()
            .auth()
            .oauth2(ada.token())
            .contentType("application/json")
            .body(order)
            .post("/billing/v1/companies/{c}/quotes", acme.company)
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    return UUID.fromString(id);
  }
}
