package dev.rollcall.billing.service;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.billing.storage.LedgerClosings;
import dev.rollcall.platform.storage.CompanyTransaction;
import dev.rollcall.platform.test.Eventually;
import dev.rollcall.platform.test.Member;
import dev.rollcall.platform.test.Members;
import dev.rollcall.platform.test.ProductTime;
import dev.rollcall.platform.test.RollcallTest;
import dev.rollcall.platform.test.ServiceDatabase;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is kept so that nobody counts or adds up says what counting and adding up would. */
@RollcallTest(service = "billing")
@WithTestResource(IdentityStand.class)
class CountersTest {

  private static final String NUMBERS = "/db/migration/V20261130100200__number_count_of_old.sql";

  private final Story acme = Story.signedUp();

  @Inject LedgerClosings closings;
  @Inject CompanyTransaction transaction;

  @Test
  @DisplayName("NUM-1 numbers that were there before they were counted are counted once")
  void numbersOfOld() throws Exception {
    UUID first = UUID.randomUUID();
    UUID second = UUID.randomUUID();
    acme.purchaseRequested(first, 1, "+14155550181", "LOCAL");
    acme.purchaseRequested(second, 1, "+14155550182", "LOCAL");
    acme.awaits("rollcall.charge.granted.v1", first);
    acme.awaits("rollcall.charge.granted.v1", second);
    assertThat(numbers()).isEqualTo("2");

    asAdmin("delete from number_count where company_id = '" + acme.company + "'");
    acme.purchaseRequested(UUID.randomUUID(), 1, "+14155550183", "LOCAL");
    Eventually.holds(() -> assertThat(numbers()).isEqualTo("1"));
    migrate();
    migrate();

    assertThat(numbers()).isEqualTo("3");
  }

  @Test
  @DisplayName("BIL-3 balances of any instant stay the same while hours are closed, in any parts")
  void closings() throws Throwable {
    Member ada = Members.admin(acme.company, "billing.read").joined();
    List<Instant> instants = new ArrayList<>();
    instants.add(Instant.now());
    try (var _ = ProductTime.ahead(Duration.ofDays(3))) {
      reserve();
      instants.add(Instant.now().plus(Duration.ofDays(3)));
    }
    // Time has gone back: a later entry of an earlier hour.
    UUID second = reserve();
    instants.add(Instant.now());
    acme.revoked(second, 1);
    Eventually.holds(() -> assertThat(acme.counts("BASIC")).isEqualTo("3 1 1 1"));
    instants.add(Instant.now());
    instants.add(Instant.now().plus(Duration.ofDays(4)));
    List<String> before = balances(ada, instants);

    while (closeNext() > 0) {
      assertThat(balances(ada, instants)).isEqualTo(before);
    }

    assertThat(before).doesNotHaveDuplicates();
  }

  private int closeNext() throws Throwable {
    return VertxContextSupport.subscribeAndAwait(
        () -> transaction.within(acme.company, () -> closings.closeNext(acme.company, 2)));
  }

  private UUID reserve() {
    UUID invitation = UUID.randomUUID();
    acme.requested(invitation, 1);
    acme.awaits("rollcall.seat-request.granted.v1", invitation);
    return invitation;
  }

  private List<String> balances(Member reader, List<Instant> instants) {
    return instants.stream()
        .map(
            at ->
                given()
                    .auth()
                    .oauth2(reader.token())
                    .get("/billing/v1/companies/{c}/ledger/balances?at=" + at, acme.company)
                    .then()
                    .statusCode(200)
                    .extract()
                    .asString())
        .toList();
  }

  private String numbers() {
    return ServiceDatabase.value(
            "select numbers::text from number_count where company_id = ? and type = 'LOCAL'"
                + " and country = 'US'",
            acme.company)
        .orElse("none");
  }

  private static void migrate() throws IOException, SQLException {
    try (InputStream script = CountersTest.class.getResourceAsStream(NUMBERS);
        Connection owner = ServiceDatabase.owner();
        Statement statement = owner.createStatement()) {
      for (String sql : new String(script.readAllBytes(), StandardCharsets.UTF_8).split(";")) {
        if (!sql.isBlank()) {
          statement.execute(sql);
        }
      }
    }
  }

  private static void asAdmin(String sql) throws SQLException {
    try (Connection admin = ServiceDatabase.admin();
        Statement statement = admin.createStatement()) {
      statement.execute(sql);
    }
  }
}
