package dev.rollcall.billing.seats;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.oneOf;

import dev.rollcall.billing.LicenseType;
import dev.rollcall.billing.Plan;
import dev.rollcall.billing.SeatWish;
import dev.rollcall.billing.service.IdentityStand;
import dev.rollcall.billing.service.Story;
import dev.rollcall.platform.storage.CompanyTransaction;
import dev.rollcall.platform.test.Eventually;
import dev.rollcall.platform.test.Member;
import dev.rollcall.platform.test.Members;
import dev.rollcall.platform.test.RollcallTest;
import dev.rollcall.platform.test.ServiceDatabase;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** What Kafka's order within a partition would hide: requests that really run at once. */
@RollcallTest(service = "billing")
@WithTestResource(IdentityStand.class)
class LastSeatRaceTest {

  @Inject ReserveSeat reserve;
  @Inject CompanyTransaction transaction;

  @Test
  @DisplayName("INV-6 fifty requests at once for the two free seats: two win, forty-eight don't")
  void fiftyAtOnce() throws Exception {
    Story acme = Story.signedUp();
    List<Callable<Void>> requests =
        Stream.generate(UUID::randomUUID).limit(50).map(one -> request(acme, one)).toList();

    try (ExecutorService threads = Executors.newFixedThreadPool(50)) {
      for (Future<Void> done : threads.invokeAll(requests)) {
        done.get();
      }
    }

    Eventually.holds(
        () -> assertThat(acme.published("rollcall.seat-request.refused.v1")).hasSize(48));
    assertThat(acme.published("rollcall.seat-request.granted.v1")).hasSize(2);
    assertThat(acme.published("rollcall.license.reserved.v1"))
        .extracting(row -> row.payload().path("licenseId").asText())
        .doesNotHaveDuplicates();
  }

  @RepeatedTest(100)
  @EnabledIfSystemProperty(named = "full", matches = ".*")
  @DisplayName("INV-6 the last free seat, raced for by eight: exactly one wins, a hundred times")
  void lastSeatAgainAndAgain() throws Exception {
    lastSeat();
  }

  @RepeatedTest(15)
  @DisplayName("INV-6 the last free seat, raced for by eight: exactly one wins")
  void lastSeat() throws Exception {
    Story acme = Story.signedUp();
    UUID first = UUID.randomUUID();
    request(acme, first).call();
    List<Callable<Void>> requests =
        Stream.generate(UUID::randomUUID).limit(8).map(one -> request(acme, one)).toList();

    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<Void> done : threads.invokeAll(requests)) {
        done.get();
      }
    }

    Eventually.holds(
        () -> assertThat(acme.published("rollcall.seat-request.refused.v1")).hasSize(7));
    assertThat(acme.published("rollcall.seat-request.granted.v1")).hasSize(2);
    assertThat(acme.counts("BASIC")).isEqualTo("3 0 2 1");
  }

  @Test
  @DisplayName("INV-18 the same request twenty times at once is one seat")
  void twentyAlike() throws Exception {
    Story acme = Story.signedUp();
    UUID process = UUID.randomUUID();
    List<Callable<Void>> requests =
        Stream.generate(() -> request(acme, process)).limit(20).toList();

    try (ExecutorService threads = Executors.newFixedThreadPool(20)) {
      for (Future<Void> done : threads.invokeAll(requests)) {
        done.get();
      }
    }

    assertThat(acme.answers(process)).containsOnly("seat-request.granted");
    assertThat(acme.published("rollcall.license.reserved.v1")).hasSize(1);
  }

  @Test
  @DisplayName(
      "INV-4 a free seat that another transaction lets go again is waited for, not refused")
  void rolledBack() throws Exception {
    Story acme = Story.signedUp();
    UUID process = UUID.randomUUID();

    try (Connection holder = ServiceDatabase.admin()) {
      holder.setAutoCommit(false);
      lockFree(holder, acme);
      request(acme, process).call();
      assertThat(acme.answers(process)).isEmpty();
      holder.rollback();
    }

    acme.awaits("rollcall.seat-request.granted.v1", process);
    assertThat(acme.answers(process)).containsExactly("seat-request.granted");
  }

  @Test
  @DisplayName("INV-4 a bought seat that another transaction lets go again is taken again")
  void boughtRolledBack() throws Exception {
    Story acme = Story.signedUp();
    UUID process = UUID.randomUUID();
    acme.buys(process, 1, "PRO", null);
    acme.awaits("rollcall.seat-request.granted.v1", process);
    acme.expired(process, 1);
    acme.awaits("rollcall.seat-request.released.v1", process);

    try (Connection holder = ServiceDatabase.admin()) {
      holder.setAutoCommit(false);
      lockFree(holder, acme);
      purchase(acme, process, 2).call();
      assertThat(acme.answers(process)).hasSize(2);
      holder.rollback();
    }

    Eventually.holds(
        () ->
            assertThat(acme.answers(process))
                .containsExactly(
                    "seat-request.granted", "seat-request.released", "seat-request.granted"));
  }

  private static void lockFree(Connection holder, Story story) throws SQLException {
    try (PreparedStatement lock =
        holder.prepareStatement(
            "select license_id from license where company_id = ? and state = 'FREE' for update")) {
      lock.setObject(1, story.company);
      assertThat(lock.executeQuery().next()).isTrue();
    }
  }

  @RepeatedTest(8)
  @DisplayName("INV-6 whoever looks at what a removal would take keeps no seat from an invitation")
  void previewed() throws Exception {
    Story acme = Story.signedUp();
    Member ada = Members.admin(acme.company, "billing.manage").joined();
    request(acme, UUID.randomUUID()).call();
    List<Callable<Void>> calls =
        Stream.concat(
                Stream.generate(() -> preview(acme, ada)).limit(7),
                Stream.of(request(acme, UUID.randomUUID())))
            .toList();

    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<Void> done : threads.invokeAll(calls)) {
        done.get();
      }
    }

    assertThat(acme.published("rollcall.seat-request.granted.v1")).hasSize(2);
  }

  private static Callable<Void> preview(Story story, Member admin) {
    Map<String, Object> order = new HashMap<>(Story.order("TALK", "BASIC", 1, story.office));
    order.put("action", "REMOVE_LICENSES");
    return () -> {
      given()
          .auth()
          .oauth2(admin.token())
          .contentType("application/json")
          .body(order)
          .post("/billing/v1/companies/{c}/quotes", story.company)
          .then()
          .statusCode(oneOf(201, 409));
      return null;
    };
  }

  private Callable<Void> request(Story story, UUID process) {
    return request(
        story, process, 1, SeatWish.existing(story.office, LicenseType.TALK, Optional.empty()));
  }

  private Callable<Void> purchase(Story story, UUID process, int attempt) {
    var source = new SeatWish.Source.Purchase(Optional.empty());
    return request(
        story,
        process,
        attempt,
        new SeatWish(story.office, LicenseType.TALK, Optional.of(Plan.PRO), source));
  }

  private Callable<Void> request(Story story, UUID process, int attempt, SeatWish wish) {
    return () -> {
      try {
        return VertxContextSupport.subscribeAndAwait(
            () ->
                transaction.within(
                    story.company, () -> reserve.request(story.company, process, attempt, wish)));
      } catch (Throwable failure) {
        throw new AssertionError(failure);
      }
    };
  }
}
