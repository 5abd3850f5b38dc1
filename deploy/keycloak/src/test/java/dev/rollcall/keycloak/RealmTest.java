package dev.rollcall.keycloak;

import static dev.rollcall.keycloak.Keycloak.FRONTEND;
import static dev.rollcall.keycloak.Keycloak.PASSWORD;
import static dev.rollcall.keycloak.Keycloak.claims;
import static dev.rollcall.keycloak.Keycloak.json;
import static dev.rollcall.keycloak.Keycloak.location;
import static dev.rollcall.keycloak.Keycloak.newcomer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollcall.keycloak.Keycloak.Person;
import dev.rollcall.platform.test.Eventually;
import dev.rollcall.platform.text.EmailAddress;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the services and frontends rely on in the realm, on the real server. */
class RealmTest {

  private static final Keycloak KEYCLOAK = RealKeycloak.server();

  @ParameterizedTest
  @ValueSource(strings = {"ada@acme.test", "grace@globex.test", "linus@initech.test"})
  @DisplayName("CO-4 a person's token says who, for whom, and that the e-mail is verified")
  void personToken(String person) {
    JsonNode token = claims(KEYCLOAK.directGrant("demo-cli", person, PASSWORD));

    assertThat(token.get("sub").asText()).isNotBlank();
    assertThat(token.get("aud").asText()).isEqualTo("rollcall");
    assertThat(token.get("iss").asText()).isEqualTo(KEYCLOAK.frontendRealm());
    assertThat(token.get("email").asText()).isEqualTo(person);
    assertThat(token.get("email_verified").asBoolean()).isTrue();
    assertThat(token.has("realm_access")).isFalse();
    assertThat(token.get("exp").asLong() - token.get("iat").asLong()).isBetween(299L, 301L);
  }

  @Test
  @DisplayName("USR-11 platform support has its realm role in the token")
  void supportToken() {
    JsonNode token = claims(KEYCLOAK.directGrant("demo-cli", "sam@support.test", PASSWORD));

    assertThat(token.at("/realm_access/roles")).hasToString("[\"platform-support\"]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"identity-drift", "invitation-service", "numbering-service", "billing-service"})
  @DisplayName("CO-4 a service's token carries the audience and the realm role of services")
  void serviceToken(String service) {
    JsonNode token = claims(KEYCLOAK.clientCredentials(service));

    assertThat(token.get("aud").toString()).contains("\"rollcall\"");
    assertThat(token.get("azp").asText()).isEqualTo(service);
    assertThat(token.at("/realm_access/roles")).hasToString("[\"rollcall-service\"]");
    assertThat(token.has("email")).isFalse();
  }

  @Test
  @DisplayName("CO-4 the account that keeps persons opens no route of another service")
  void identityIsNoCaller() {
    JsonNode token = claims(KEYCLOAK.clientCredentials("identity-service"));

    assertThat(token.path("aud").toString()).doesNotContain("\"rollcall\"");
    assertThat(token.at("/realm_access/roles").toString()).doesNotContain("rollcall-service");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"identity-drift", "invitation-service", "numbering-service", "billing-service"})
  @DisplayName("CO-4 only identity-service may touch the persons of the realm")
  void onlyIdentityManages(String service) {
    HttpResponse<String> refused =
        KEYCLOAK.admin(KEYCLOAK.serviceToken(service), "GET", "/users", null);

    assertThat(refused.statusCode()).isEqualTo(403);
  }

  @Test
  @DisplayName("CO-4 identity-service may manage persons but not the realm")
  void identityManagesPersonsOnly() {
    HttpResponse<String> refused = KEYCLOAK.admin("POST", "/clients", Map.of("clientId", "mine"));

    assertThat(refused.statusCode()).isEqualTo(403);
  }

  @Test
  @DisplayName("INV-16 a person signs in at the console with the form, code and PKCE")
  void formSignIn() {
    String back = location(KEYCLOAK.signInWithForm(new Browser(), "ada@acme.test", PASSWORD));
    String code = back.replaceAll(".*[?&]code=([^&]+).*", "$1");

    JsonNode token = claims(KEYCLOAK.tokenFor(code));

    assertThat(back).startsWith(FRONTEND);
    assertThat(token.get("aud").asText()).isEqualTo("rollcall");
    assertThat(token.get("email").asText()).isEqualTo("ada@acme.test");
  }

  @Test
  @DisplayName("INV-16 the console can't sign in without PKCE")
  void pkceRequired() {
    String url = KEYCLOAK.authorization(Map.of("code_challenge", "", "code_challenge_method", ""));

    String back = location(new Browser().open(url));

    assertThat(back).contains("error=invalid_request").contains("code_challenge_method");
  }

  @Test
  @DisplayName("INV-16 the console can't sign in with plain PKCE")
  void plainPkceRefused() {
    String url = KEYCLOAK.authorization(Map.of("code_challenge_method", "plain"));

    assertThat(location(new Browser().open(url))).contains("error=invalid_request");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://evil.example/", "http://localhost.evil.example/welcome"})
  @DisplayName("INV-16 the console can't be sent back to an unknown place")
  void unknownRedirect(String redirect) {
    HttpResponse<String> refused =
        new Browser().open(KEYCLOAK.authorization(Map.of("redirect_uri", redirect)));

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.headers().firstValue("Location")).isEmpty();
  }

  @Test
  @DisplayName("CO-4 the console takes no password itself")
  void noDirectGrantForConsole() {
    HttpResponse<String> refused = KEYCLOAK.directGrant("console", "ada@acme.test", PASSWORD);

    assertThat(json(refused).get("error").asText()).isEqualTo("unauthorized_client");
  }

  @Test
  @DisplayName("INV-14 a person who has joined can sign in at once; nothing stands in between")
  void joinedPersonSignsIn() {
    Person bob = KEYCLOAK.join();

    JsonNode token = claims(KEYCLOAK.directGrant("demo-cli", bob.email(), PASSWORD));

    assertThat(token.get("sub").asText()).isEqualTo(bob.id());
  }

  @Test
  @DisplayName("INV-14 a joined person is found by the invitation")
  void foundByInvitation() {
    String invitation = UUID.randomUUID().toString();
    Person bob = KEYCLOAK.join(Map.of("attributes", Map.of("invitationId", List.of(invitation))));

    JsonNode found = json(KEYCLOAK.admin("GET", "/users?q=invitationId:" + invitation, null));

    assertThat(found).hasSize(1);
    assertThat(found.get(0).get("id").asText()).isEqualTo(bob.id());
    assertThat(found.get(0).at("/attributes/invitationId/0").asText()).isEqualTo(invitation);
  }

  @ParameterizedTest
  @CsvSource({
    "too-short, invalidPasswordMinLengthMessage",
    "%s, invalidPasswordNotContainsUsernameMessage",
    "my-%s, invalidPasswordNotContainsUsernameMessage"
  })
  @DisplayName("INV-14 a password against the policy is refused with its reason; nobody is created")
  void passwordPolicy(String password, String reason) {
    String email = "q" + UUID.randomUUID() + "@acme.test";
    Map<String, Object> credential =
        Map.of("type", "password", "value", password.formatted(email), "temporary", false);

    HttpResponse<String> refused =
        KEYCLOAK.createUser(newcomer(email, Map.of("credentials", List.of(credential))));

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(json(refused).get("error").asText()).isEqualTo(reason);
    assertThat(json(KEYCLOAK.admin("GET", "/users?exact=true&email=" + email, null))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"xn--bcher-kva.test,bücher.test", "bücher.test,xn--bcher-kva.test"})
  @DisplayName("INV-11 an international address signs in in both forms, whichever the account has")
  void bothForms(String kept, String other) {
    String local = "ann" + UUID.randomUUID();
    KEYCLOAK.createUser(newcomer(local + "@" + kept, Map.of()));

    for (String domain : List.of(other, kept, other, other.toUpperCase(Locale.ROOT))) {
      HttpResponse<String> answer =
          KEYCLOAK.directGrant("demo-cli", local + "@" + domain, PASSWORD);
      assertThat(claims(answer).get("email").asText()).isEqualTo(local + "@" + kept);
    }
    HttpResponse<String> second = KEYCLOAK.createUser(newcomer(local + "@" + other, Map.of()));
    assertThat(second.statusCode()).isEqualTo(409);
  }

  @Test
  @DisplayName("INV-11 the sign-in form takes an international address in its other form")
  void bothFormsInBrowser() {
    String local = "ann" + UUID.randomUUID();
    KEYCLOAK.createUser(newcomer(local + "@xn--strae-oqa.test", Map.of()));

    String back =
        location(KEYCLOAK.signInWithForm(new Browser(), local + "@straße.test", PASSWORD));

    assertThat(back).startsWith(FRONTEND).contains("code=");
  }

  @Test
  @DisplayName("INV-11 a changed address is found by its other form no longer than by itself")
  void changedAddress() {
    String local = "ann" + UUID.randomUUID();
    KEYCLOAK.createUser(newcomer(local + "@xn--bcher-kva.test", Map.of()));
    JsonNode ann = claims(KEYCLOAK.directGrant("demo-cli", local + "@bücher.test", PASSWORD));

    KEYCLOAK.admin(
        "PUT", "/users/" + ann.get("sub").asText(), newcomer(local + "@acme.test", Map.of()));

    HttpResponse<String> byOld =
        KEYCLOAK.directGrant("demo-cli", local + "@xn--bcher-kva.test", PASSWORD);
    HttpResponse<String> byOther =
        KEYCLOAK.directGrant("demo-cli", local + "@bücher.test", PASSWORD);
    assertThat(byOld.statusCode()).as(byOld.body()).isGreaterThanOrEqualTo(400);
    assertThat(byOther.body()).isEqualTo(byOld.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"o'neil", "a!#$%&*+/=?^_`{|}~-z", "x.y.z", "1", "-", "bob%0d%0a", "b+c"})
  @DisplayName("INV-11 every local part that the services take can become an account")
  void localParts(String local) {
    String email = local + "@m" + UUID.randomUUID() + ".test";
    assertThat(EmailAddress.read(email)).isPresent();

    HttpResponse<String> created = KEYCLOAK.createUser(newcomer(email, Map.of()));

    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
  }

  @Test
  @DisplayName("INV-11 the longest address that the services take can become an account")
  void longestAddress() {
    String label = "x".repeat(31) + UUID.randomUUID().toString().substring(0, 32);
    String domain = String.join(".", label, "y".repeat(63), "z".repeat(56), "test");
    String email = "l".repeat(64) + "@" + domain;
    assertThat(EmailAddress.read(email)).isPresent();

    HttpResponse<String> created = KEYCLOAK.createUser(newcomer(email, Map.of()));

    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
  }

  @Test
  @DisplayName("CO-4 one login per e-mail, whatever its case")
  void oneLoginPerEmail() {
    Person bob = KEYCLOAK.join();

    HttpResponse<String> refused =
        KEYCLOAK.createUser(newcomer(bob.email().toUpperCase(java.util.Locale.ROOT), Map.of()));

    assertThat(refused.statusCode()).isEqualTo(409);
  }

  @Test
  @DisplayName("USR-4 a disabled person gets no token, fresh or refreshed; names and e-mail stay")
  void disabledPerson() {
    Person bob = KEYCLOAK.join();
    String refresh =
        json(KEYCLOAK.directGrant("demo-cli", bob.email(), PASSWORD)).get("refresh_token").asText();

    KEYCLOAK.admin("PUT", "/users/" + bob.id(), Map.of("enabled", false));

    HttpResponse<String> refreshed =
        KEYCLOAK.token(
            Map.of(
                "grant_type", "refresh_token",
                "client_id", "demo-cli",
                "refresh_token", refresh));
    assertThat(json(refreshed).get("error").asText()).isEqualTo("invalid_grant");
    assertThat(json(KEYCLOAK.directGrant("demo-cli", bob.email(), PASSWORD)).get("error").asText())
        .isEqualTo("invalid_grant");
    JsonNode kept = json(KEYCLOAK.admin("GET", "/users/" + bob.id(), null));
    assertThat(kept.get("lastName").asText()).isEqualTo("Newcomer");
    assertThat(kept.get("email").asText()).isEqualTo(bob.email());
  }

  @Test
  @DisplayName("CO-4 guessing passwords locks the login for a while, the right one included")
  void bruteForce() {
    Person bob = KEYCLOAK.join();
    for (int guess = 0; guess < 10; guess++) {
      KEYCLOAK.directGrant("demo-cli", bob.email(), "wrong-password-" + guess);
    }

    HttpResponse<String> refused = KEYCLOAK.directGrant("demo-cli", bob.email(), PASSWORD);

    assertThat(json(refused).get("error").asText()).isEqualTo("invalid_grant");
  }

  @Test
  @DisplayName("CO-4 right passwords at the same time all sign in")
  void parallelSignIns() throws Exception {
    Person bob = KEYCLOAK.join();

    List<Integer> answers =
        Parallel.times(
            12, () -> KEYCLOAK.directGrant("demo-cli", bob.email(), PASSWORD).statusCode());

    assertThat(answers).hasSize(12).containsOnly(200);
  }

  @Test
  @DisplayName("CO-4 of passwords guessed at the same time each is judged and counted")
  void parallelGuesses() throws Exception {
    Person bob = KEYCLOAK.join();

    Parallel.times(2, () -> guess(bob));

    Eventually.holds(() -> assertThat(guessesAt(bob)).isEqualTo(2));
  }

  @Test
  @DisplayName("CO-4 passwords guessed at the same time lock the login as guesses in a row do")
  void manyParallelGuesses() throws Exception {
    Person bob = KEYCLOAK.join();
    Parallel.times(12, () -> guess(bob));

    HttpResponse<String> refused = KEYCLOAK.directGrant("demo-cli", bob.email(), PASSWORD);

    assertThat(json(refused).get("error").asText()).isEqualTo("invalid_grant");
    assertThat(guessesAt(bob)).as("no more than in a row").isBetween(2, 10);
  }

  @Test
  @DisplayName("CO-4 whoever guesses at one account keeps nobody else from signing in")
  void guessesHarmNobodyElse() throws Exception {
    Person bob = KEYCLOAK.join();
    Person ann = KEYCLOAK.join();
    try (ExecutorService guessers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int guesser = 0; guesser < 40; guesser++) {
        guessers.execute(() -> guess(bob));
      }
      Eventually.holds(
          () -> assertThat(KEYCLOAK.guesses(bob).get("disabled").asBoolean()).isTrue());

      List<Integer> answers =
          Parallel.times(
              12, () -> KEYCLOAK.directGrant("demo-cli", ann.email(), PASSWORD).statusCode());

      assertThat(answers).hasSize(12).containsOnly(200);
    }
  }

  private static int guess(Person person) {
    return KEYCLOAK.directGrant("demo-cli", person.email(), "wrong-password").statusCode();
  }

  private static int guessesAt(Person person) {
    return KEYCLOAK.guesses(person).get("numFailures").asInt();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Ann (Sales)",
        "Lee & Co.",
        "<Lee> \"EMEA\"",
        "O'Neill/Smith; No. 1, 50 % = $5!",
        "Zo\u00eb \u674e \ud83d\ude00"
      })
  @DisplayName("CO-6 an account's name may hold any sign that a name may hold")
  void names(String name) {
    String email = "q" + UUID.randomUUID() + "@acme.test";

    HttpResponse<String> created =
        KEYCLOAK.createUser(newcomer(email, Map.of("firstName", name, "lastName", name)));

    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
  }

  @Test
  @DisplayName("CO-6 an account's name may have 100 characters that UTF-16 writes as two")
  void longNames() {
    String name = "\ud83d\ude00".repeat(100);
    String email = "q" + UUID.randomUUID() + "@acme.test";

    HttpResponse<String> created =
        KEYCLOAK.createUser(newcomer(email, Map.of("firstName", name, "lastName", name)));

    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(strings = {"o'neill", "a&b", "sales/emea", "50%=half", "who?", "a+b", "{x}|~"})
  @DisplayName("INV-11 an address with any sign that RFC 5322 has for it becomes an account")
  void addresses(String local) {
    String email = local + UUID.randomUUID() + "@acme.test";

    HttpResponse<String> created = KEYCLOAK.createUser(newcomer(email, Map.of()));

    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
  }

  @Test
  @DisplayName("CO-4 somebody who has registered alone isn't verified and gets no token")
  void unverified() {
    Person eve = KEYCLOAK.join(Map.of("emailVerified", false));

    HttpResponse<String> refused = KEYCLOAK.directGrant("demo-cli", eve.email(), PASSWORD);

    assertThat(json(refused).get("error_description").asText())
        .isEqualTo("Account is not fully set up");
  }

  @Test
  @DisplayName("CO-4 a realm whose secrets aren't set is refused as a whole")
  void unsetSecret() {
    String name = "r" + UUID.randomUUID();
    Map<String, Object> client = Map.of("clientId", "some-service", "secret", "${SOME_SECRET}");

    HttpResponse<String> refused =
        KEYCLOAK.importRealm(Map.of("realm", name, "clients", List.of(client)));

    assertThat(refused.statusCode()).isEqualTo(500);
    assertThat(KEYCLOAK.hasRealm(name)).isFalse();
  }
}
