package dev.rollcall.identity;

import static dev.rollcall.identity.IdentityWorld.accounts;
import static dev.rollcall.identity.IdentityWorld.address;
import static dev.rollcall.identity.IdentityWorld.founded;
import static dev.rollcall.identity.IdentityWorld.join;
import static dev.rollcall.identity.IdentityWorld.joined;
import static dev.rollcall.identity.IdentityWorld.offer;
import static dev.rollcall.identity.IdentityWorld.settle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.oneOf;

import dev.rollcall.identity.IdentityWorld.Founded;
import dev.rollcall.identity.IdentityWorld.Person;
import dev.rollcall.platform.test.Eventually;
import dev.rollcall.platform.test.OutboxRows;
import dev.rollcall.platform.test.Problems;
import dev.rollcall.platform.test.RollcallTest;
import dev.rollcall.platform.time.Ids;
import io.quarkus.test.common.WithTestResource;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What happens between the login and the pivot of a joining, while the company's lock is held. */
@RollcallTest(service = "identity", keycloak = true)
@WithTestResource(OtherServices.class)
class InterruptedJoiningTest {

  private static final String FIRST = "the first password";
  private static final String SECOND = "the second password";

  private final Ids claims = new Ids();
  private Founded world;
  private String email;
  private Map<String, @Nullable Object> offer;

  @BeforeEach
  void invited() {
    world = founded();
    email = address("bob");
    offer = offer(world, email, "USER");
  }

  @Test
  @DisplayName("INV-14 X-1 after an attempt given up half-way the next one's password is the one")
  void secondPasswordWins() throws Exception {
    UUID firstJoin = UUID.randomUUID();
    try (var company = HeldCompany.of(world.company());
        var threads = Executors.newSingleThreadExecutor()) {
      Future<Response> first = threads.submit(() -> join(firstJoin, with(FIRST)));
      Eventually.holds(() -> assertThat(accounts(email)).isEqualTo(1));
      settle(firstJoin, world.company()).then().body("joined", equalTo(false));
      company.letGo();
      first.get().then().spec(Problems.problem(409, "JOIN_CLOSED"));
    }

    Response second = join(UUID.randomUUID(), with(SECOND));

    second.then().statusCode(200);
    Eventually.holds(() -> assertThat(enabled()).isTrue());
    IdentityTokens.signIn(bob(second, SECOND)).then().statusCode(200);
    IdentityTokens.signIn(bob(second, FIRST)).then().statusCode(oneOf(400, 401));
    assertThat(accounts(email)).isEqualTo(1);
    assertThat(OutboxRows.typesOf(world.company()))
        .filteredOn("rollcall.user.joined.v1"::equals)
        .hasSize(2);
  }

  @Test
  @DisplayName("INV-14 X-1 of a closed login, too, the password of who joined stays the one")
  void secondPasswordWinsOnClosedLogin() throws Exception {
    IdentityWorld.leftOver(email, offer.get("invitationId"), Duration.ofMinutes(5));
    UUID firstJoin = UUID.randomUUID();
    try (var company = HeldCompany.of(world.company());
        var threads = Executors.newSingleThreadExecutor()) {
      Future<Response> first = threads.submit(() -> join(firstJoin, with(FIRST)));
      Eventually.holds(() -> assertThat(enabled()).isTrue());
      settle(firstJoin, world.company()).then().body("joined", equalTo(false));
      company.letGo();
      first.get().then().spec(Problems.problem(409, "JOIN_CLOSED"));
    }

    Response second = join(UUID.randomUUID(), with(SECOND));

    second.then().statusCode(200);
    Eventually.holds(() -> assertThat(enabled()).isTrue());
    IdentityTokens.signIn(bob(second, SECOND)).then().statusCode(200);
    IdentityTokens.signIn(bob(second, FIRST)).then().statusCode(oneOf(400, 401));
  }

  @Test
  @DisplayName("INV-14 X-1 a call that stalls before it takes a login over leaves it to who joined")
  void stalledBeforeTakingOver() throws Exception {
    UUID firstJoin = UUID.randomUUID();
    secondJoinsWhileFirstStalls(
        firstJoin,
        () -> settle(firstJoin, world.company()).then().body("joined", equalTo(false)),
        () -> join(UUID.randomUUID(), with(SECOND)));
  }

  @Test
  @DisplayName("INV-14 X-1 of two claims of one attempt the later one's password is the one")
  void laterClaimOfTheSameAttempt() throws Exception {
    UUID attempt = UUID.randomUUID();
    secondJoinsWhileFirstStalls(attempt, () -> {}, () -> join(attempt, with(SECOND)));
  }

  private void secondJoinsWhileFirstStalls(
      UUID firstJoin, Runnable between, Callable<Response> secondJoin) throws Exception {
    IdentityWorld.leftOver(email, offer.get("invitationId"), Duration.ofMinutes(5));
    var firstOffer = with(FIRST);
    Response answer;
    try (var threads = Executors.newFixedThreadPool(2);
        var company = HeldCompany.of(world.company());
        var stalled = KeycloakGate.holding(FIRST)) {
      Future<Response> first = threads.submit(() -> join(firstJoin, firstOffer));
      Eventually.holds(() -> assertThat(stalled.calls()).isEqualTo(1));
      between.run();
      Future<Response> second = threads.submit(secondJoin);
      Eventually.holds(() -> assertThat(company.waiting()).isEqualTo(1));
      stalled.letGo();
      first.get(20, TimeUnit.SECONDS).then().spec(Problems.problem(409, "JOIN_CLOSED"));
      company.letGo();
      answer = second.get();
    }
    answer.then().statusCode(200);
    Eventually.holds(() -> assertThat(enabled()).isTrue());
    IdentityTokens.signIn(bob(answer, SECOND)).then().statusCode(200);
    IdentityTokens.signIn(bob(answer, FIRST)).then().statusCode(oneOf(400, 401));
  }

  @Test
  @DisplayName("INV-14 USR-4 a login that an abandoned attempt closes is open for whoever joins")
  void closedBeforeThePivot() throws Exception {
    UUID abandoned = UUID.fromString(String.valueOf(offer.get("invitationId")));
    Response answer;
    try (var company = HeldCompany.of(world.company());
        var threads = Executors.newSingleThreadExecutor()) {
      Future<Response> second = threads.submit(() -> join(UUID.randomUUID(), with(FIRST)));
      Eventually.holds(() -> assertThat(accounts(email)).isEqualTo(1));
      settle(abandoned, world.company()).then().body("joined", equalTo(false));
      Eventually.holds(() -> assertThat(enabled()).isFalse());
      company.letGo();
      answer = second.get();
    }
    answer.then().statusCode(200);
    Eventually.holds(() -> assertThat(enabled()).isTrue());
    IdentityTokens.signIn(bob(answer, FIRST)).then().statusCode(200);
  }

  @Test
  @DisplayName("INV-2 an inviter demoted before is INVITER_GONE, and no login is made")
  void demotedBefore() {
    var grace = joined(world, "Grace", "Hopper", "COMPANY_ADMIN");
    offer.put("inviterUserId", grace.user());
    world
        .call()
        .body(Map.of("role", "USER"))
        .patch(world.path("/users/" + grace.user()))
        .then()
        .statusCode(200);
    join(UUID.randomUUID(), offer).then().spec(Problems.problem(409, "INVITER_GONE"));
    assertThat(accounts(email)).isZero();
  }

  @Test
  @DisplayName(
      "INV-2 an inviter demoted between login and pivot is INVITER_GONE; the login is closed again")
  void demotedMeanwhile() throws Exception {
    var grace = joined(world, "Grace", "Hopper", "COMPANY_ADMIN");
    offer.put("inviterUserId", grace.user());
    refusedAfter(
        "update member set role = 'USER', admin_office_ids = '{}' where user_id = ?",
        grace.user(),
        "INVITER_GONE");
  }

  @Test
  @DisplayName("CO-3 an office that closes between login and pivot is OFFICE_CLOSING")
  void officeClosedMeanwhile() throws Exception {
    UUID office = IdentityWorld.office(world, "Branch");
    offer.put("officeId", office);
    try (var company = HeldCompany.of(world.company());
        var threads = Executors.newFixedThreadPool(2)) {
      Future<Response> closing = threads.submit(new ClosingOwners(world, office)::begin);
      Eventually.holds(() -> assertThat(company.waiting()).isEqualTo(1));
      Future<Response> joining = threads.submit(() -> join(UUID.randomUUID(), offer));
      Eventually.holds(() -> assertThat(accounts(email)).isEqualTo(1));
      Eventually.holds(() -> assertThat(company.waiting()).isEqualTo(2));
      company.letGo();
      closing.get().then().statusCode(202);
      joining.get().then().spec(Problems.problem(409, "OFFICE_CLOSING"));
    }
    Eventually.holds(() -> assertThat(enabled()).isFalse());
  }

  /** Joins, with that change made under the company's lock when the login was there already. */
  private void refusedAfter(String change, Object argument, String code) throws Exception {
    try (var company = HeldCompany.of(world.company());
        var threads = Executors.newSingleThreadExecutor()) {
      Future<Response> joining = threads.submit(() -> join(UUID.randomUUID(), offer));
      Eventually.holds(() -> assertThat(accounts(email)).isEqualTo(1));
      company.change(change, argument);
      company.letGo();
      joining.get().then().spec(Problems.problem(409, code));
    }
    Eventually.holds(() -> assertThat(enabled()).isFalse());
  }

  private Map<String, @Nullable Object> with(String password) {
    var changed = new java.util.HashMap<>(offer);
    changed.put("password", password);
    changed.put("claim", claims.next());
    return changed;
  }

  private Person bob(Response joined, String password) {
    return new Person(
        email, "Bob", "Stone", password, UUID.fromString(joined.<String>path("personId")));
  }

  private boolean enabled() {
    return IdentityWorld.accountsOf(email).getBoolean("[0].enabled");
  }
}
