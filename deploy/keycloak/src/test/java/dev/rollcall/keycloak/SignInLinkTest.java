package dev.rollcall.keycloak;

import static dev.rollcall.keycloak.Keycloak.FRONTEND;
import static dev.rollcall.keycloak.Keycloak.json;
import static dev.rollcall.keycloak.Keycloak.link;
import static dev.rollcall.keycloak.Keycloak.location;
import static dev.rollcall.keycloak.Keycloak.requestFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.keycloak.Keycloak.Person;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sign-in link on the real server. */
class SignInLinkTest {

  private static final Keycloak KEYCLOAK = RealKeycloak.server();

  /** For the requests that are refused whoever it is about. */
  private static final Person NEWCOMER = KEYCLOAK.join();

  private final Browser browser = new Browser();

  @Test
  @DisplayName("INV-16 opening the link gives a session, and the frontend's code flow finds it")
  void signsIn() {
    Person bob = KEYCLOAK.join();

    HttpResponse<String> opened = browser.open(KEYCLOAK.linkFor(bob));

    assertThat(location(opened)).startsWith(FRONTEND).doesNotContain("code=", "token=");
    assertThat(KEYCLOAK.whoIsSignedIn(browser)).isEqualTo(bob.id());
  }

  @Test
  @DisplayName("INV-16 the link is on the frontend's host and lives a minute at most")
  void shape() {
    Instant before = Instant.now();

    HttpResponse<String> minted = KEYCLOAK.mint(requestFor(KEYCLOAK.join()));

    assertThat(link(minted)).startsWith(KEYCLOAK.frontendRealm() + "/login-actions/action-token?");
    assertThat(Instant.parse(json(minted).get("expiresAt").asText()))
        .isBetween(before, Instant.now().plusSeconds(60));
  }

  @Test
  @DisplayName("INV-16 a second opening is refused and signs nobody out")
  void singleUse() {
    Person bob = KEYCLOAK.join();
    String link = KEYCLOAK.linkFor(bob);
    browser.open(link);

    HttpResponse<String> again = browser.open(link);

    assertThat(again.statusCode()).isEqualTo(400);
    assertThat(KEYCLOAK.whoIsSignedIn(browser)).isEqualTo(bob.id());
    assertThat(KEYCLOAK.sessions(bob)).isEqualTo(1);
  }

  @Test
  @DisplayName("INV-16 a link used in one browser is worth nothing in another")
  void stolenTooLate() {
    Person bob = KEYCLOAK.join();
    String link = KEYCLOAK.linkFor(bob);
    browser.open(link);
    Browser thief = new Browser();

    HttpResponse<String> again = thief.open(link);

    assertThat(again.statusCode()).isEqualTo(400);
    assertThat(KEYCLOAK.whoIsSignedIn(thief)).isNull();
  }

  @Test
  @DisplayName("INV-16 eight parallel openings give one session and seven refusals")
  void race() throws Exception {
    Person bob = KEYCLOAK.join();
    String link = KEYCLOAK.linkFor(bob);

    List<Integer> answers = Parallel.times(8, () -> new Browser().open(link).statusCode());

    assertThat(answers).containsOnlyOnce(302).filteredOn(status -> status == 400).hasSize(7);
    assertThat(KEYCLOAK.sessions(bob)).isEqualTo(1);
  }

  @Test
  @DisplayName("INV-16 an expired link is refused and signs nobody in or out")
  void expired() {
    Person ann = KEYCLOAK.join();
    browser.open(KEYCLOAK.linkFor(ann));
    HttpResponse<String> minted =
        KEYCLOAK.mint(differently(requestFor(KEYCLOAK.join()), "lifetimeSeconds", 1));
    awaitPast(Instant.parse(json(minted).get("expiresAt").asText()));

    HttpResponse<String> opened = browser.open(link(minted));

    assertThat(opened.statusCode()).isEqualTo(400);
    assertThat(KEYCLOAK.whoIsSignedIn(browser)).isEqualTo(ann.id());
  }

  @Test
  @DisplayName("INV-16 in the browser that accepted, the link signs in unasked")
  void fromOurOwnPage() {
    Person bob = KEYCLOAK.join();

    HttpResponse<String> opened = browser.open(KEYCLOAK.linkFor(bob), "same-origin");

    assertThat(location(opened)).startsWith(FRONTEND);
    assertThat(KEYCLOAK.whoIsSignedIn(browser)).isEqualTo(bob.id());
  }

  @Test
  @DisplayName("INV-16 a sign-in leads to no link: whoever signs in stays signed in as themselves")
  void asRedirectOfASignIn() {
    Map<String, String> toLink =
        Map.of("prompt", "login", "redirect_uri", KEYCLOAK.linkFor(KEYCLOAK.join()));

    HttpResponse<String> refused = browser.open(KEYCLOAK.authorization(toLink));

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.headers().firstValue("Location")).isEmpty();
  }

  @Test
  @DisplayName("INV-16 a sign-out leads to no link")
  void asRedirectOfASignOut() {
    String signOut =
        KEYCLOAK.frontendRealm()
            + "/protocol/openid-connect/logout?"
            + Browser.encoded(
                Map.of(
                    "client_id",
                    "console",
                    "post_logout_redirect_uri",
                    KEYCLOAK.linkFor(KEYCLOAK.join())));

    HttpResponse<String> refused = browser.open(signOut);

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.headers().firstValue("Location")).isEmpty();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"same-origin", "cross-site"})
  @DisplayName("INV-16 where another person is signed in, the link asks and changes nothing")
  void asksBeforeReplacing(@Nullable String from) {
    Person ann = KEYCLOAK.join();
    Person bob = KEYCLOAK.join();
    browser.open(KEYCLOAK.linkFor(ann));
    String link = KEYCLOAK.linkFor(bob);

    HttpResponse<String> opened = from == null ? browser.open(link) : browser.open(link, from);

    assertThat(opened.statusCode()).isEqualTo(200);
    assertThat(opened.body()).contains(bob.email()).doesNotContain("rollcallConfirmSignIn");
    assertThat(KEYCLOAK.whoIsSignedIn(browser)).isEqualTo(ann.id());
    assertThat(KEYCLOAK.sessions(bob)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site", "none"})
  @DisplayName("INV-16 a link that didn't come from the page that accepted signs nobody in unasked")
  void asksElsewhere(String from) {
    Person bob = KEYCLOAK.join();

    HttpResponse<String> opened = browser.open(KEYCLOAK.linkFor(bob), from);

    assertThat(opened.statusCode()).isEqualTo(200);
    assertThat(opened.body()).contains(bob.email());
    assertThat(KEYCLOAK.whoIsSignedIn(browser)).isNull();
    assertThat(KEYCLOAK.sessions(bob)).isZero();
  }

  @Test
  @DisplayName("INV-16 whoever agrees is signed in, and the link is used up")
  void agrees() {
    Person ann = KEYCLOAK.join();
    Person bob = KEYCLOAK.join();
    browser.open(KEYCLOAK.linkFor(ann));
    String link = KEYCLOAK.linkFor(bob);
    String wayOn = wayOn(browser.open(link, "cross-site"));

    HttpResponse<String> agreed = browser.open(wayOn, "same-origin");

    assertThat(location(agreed)).startsWith(FRONTEND);
    assertThat(KEYCLOAK.whoIsSignedIn(browser)).isEqualTo(bob.id());
    assertThat(KEYCLOAK.sessions(ann)).isZero();
    assertThat(browser.open(link).statusCode()).isEqualTo(400);
    assertThat(browser.open(wayOn).statusCode()).isEqualTo(400);
  }

  @Test
  @DisplayName("INV-16 the way on from the page that asks is another browser's own question again")
  void wayOnElsewhere() {
    Person ann = KEYCLOAK.join();
    Person bob = KEYCLOAK.join();
    String wayOn = wayOn(new Browser().open(KEYCLOAK.linkFor(bob), "cross-site"));
    browser.open(KEYCLOAK.linkFor(ann));
    browser.open(KEYCLOAK.authorization(Map.of()));

    HttpResponse<String> opened = browser.open(wayOn, "cross-site");

    assertThat(opened.statusCode()).isEqualTo(200);
    assertThat(KEYCLOAK.whoIsSignedIn(browser)).isEqualTo(ann.id());
    assertThat(KEYCLOAK.sessions(bob)).isZero();
  }

  @Test
  @DisplayName("INV-16 a replayed link leaves another person's session alone")
  void replayHarmsNobody() {
    Person ann = KEYCLOAK.join();
    String used = KEYCLOAK.linkFor(KEYCLOAK.join());
    new Browser().open(used);
    browser.open(KEYCLOAK.linkFor(ann));

    HttpResponse<String> replayed = browser.open(used);

    assertThat(replayed.statusCode()).isEqualTo(400);
    assertThat(KEYCLOAK.whoIsSignedIn(browser)).isEqualTo(ann.id());
    assertThat(KEYCLOAK.sessions(ann)).isEqualTo(1);
  }

  @Test
  @DisplayName("INV-16 a person who is signed in already keeps one session")
  void ownSession() {
    Person bob = KEYCLOAK.join();
    browser.open(KEYCLOAK.linkFor(bob));

    browser.open(KEYCLOAK.linkFor(bob));

    assertThat(KEYCLOAK.whoIsSignedIn(browser)).isEqualTo(bob.id());
    assertThat(KEYCLOAK.sessions(bob)).isEqualTo(1);
  }

  @Test
  @DisplayName("INV-16 a login form that stands open elsewhere doesn't get in the way")
  void duringAnotherLogin() {
    Person bob = KEYCLOAK.join();
    browser.open(KEYCLOAK.authorization(Map.of()));

    browser.open(KEYCLOAK.linkFor(bob));

    assertThat(KEYCLOAK.whoIsSignedIn(browser)).isEqualTo(bob.id());
  }

  @Test
  @DisplayName("INV-16 what Keycloak requires of the person first is asked before the session")
  void requiredAction() {
    Person bob = KEYCLOAK.join(Map.of("requiredActions", List.of("UPDATE_PASSWORD")));

    HttpResponse<String> opened = browser.open(KEYCLOAK.linkFor(bob));

    assertThat(location(opened)).contains("/login-actions/required-action");
    assertThat(KEYCLOAK.sessions(bob)).isZero();
  }

  @Test
  @DisplayName("INV-16 a person disabled after minting isn't signed in, and nobody is signed out")
  void disabledMeanwhile() {
    Person ann = KEYCLOAK.join();
    Person bob = KEYCLOAK.join();
    browser.open(KEYCLOAK.linkFor(ann));
    String link = KEYCLOAK.linkFor(bob);
    KEYCLOAK.admin("PUT", "/users/" + bob.id(), Map.of("enabled", false));

    HttpResponse<String> opened = browser.open(link);

    assertThat(opened.statusCode()).isEqualTo(400);
    assertThat(KEYCLOAK.whoIsSignedIn(browser)).isEqualTo(ann.id());
  }

  @Test
  @DisplayName("INV-16 a person deleted after minting isn't signed in, and nobody is signed out")
  void deletedMeanwhile() {
    Person ann = KEYCLOAK.join();
    Person bob = KEYCLOAK.join();
    browser.open(KEYCLOAK.linkFor(ann));
    String link = KEYCLOAK.linkFor(bob);
    KEYCLOAK.admin("DELETE", "/users/" + bob.id(), null);

    HttpResponse<String> opened = browser.open(link);

    assertThat(opened.statusCode()).isEqualTo(400);
    assertThat(KEYCLOAK.whoIsSignedIn(browser)).isEqualTo(ann.id());
  }

  @Test
  @DisplayName("INV-16 a redirect URI withdrawn after minting is refused at opening")
  void redirectWithdrawn() {
    Person ann = KEYCLOAK.join();
    browser.open(KEYCLOAK.linkFor(ann));
    String administrator = KEYCLOAK.administrator();
    String clientId = "frontend-" + UUID.randomUUID();
    Map<String, Object> frontend =
        Map.of(
            "id",
            UUID.randomUUID().toString(),
            "clientId",
            clientId,
            "publicClient",
            true,
            "redirectUris",
            List.of("https://old.example/*"));
    HttpResponse<String> created = KEYCLOAK.admin(administrator, "POST", "/clients", frontend);
    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    Map<String, Object> request =
        differently(
            differently(requestFor(KEYCLOAK.join()), "clientId", clientId),
            "redirectUri",
            "https://old.example/welcome");
    String link = link(KEYCLOAK.mint(request));
    KEYCLOAK.admin(
        administrator,
        "PUT",
        "/clients/" + frontend.get("id"),
        differently(frontend, "redirectUris", List.of("https://new.example/*")));

    HttpResponse<String> opened = browser.open(link);

    assertThat(opened.statusCode()).isEqualTo(400);
    assertThat(KEYCLOAK.whoIsSignedIn(browser)).isEqualTo(ann.id());
  }

  @Test
  @DisplayName("INV-16 a link with another person's id put in is refused")
  void tamperedContent() {
    Person bob = KEYCLOAK.join();
    Person ann = KEYCLOAK.join();
    String link = KEYCLOAK.linkFor(bob);
    String content = link.replaceAll(".*key=[^.]+\\.([^.]+)\\..*", "$1");
    String forged =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(
                new String(Base64.getUrlDecoder().decode(content), StandardCharsets.UTF_8)
                    .replace(bob.id(), ann.id())
                    .getBytes(StandardCharsets.UTF_8));

    HttpResponse<String> opened = browser.open(link.replace(content, forged));

    assertThat(opened.statusCode()).isEqualTo(400);
    assertThat(KEYCLOAK.whoIsSignedIn(browser)).isNull();
    assertThat(KEYCLOAK.sessions(ann)).isZero();
  }

  @Test
  @DisplayName("INV-16 a link without its signature is refused")
  void unsigned() {
    String link = KEYCLOAK.linkFor(KEYCLOAK.join());

    HttpResponse<String> opened =
        browser.open(link.replaceAll("\\.[^.&]+&client_id", ".&client_id"));

    assertThat(opened.statusCode()).isEqualTo(400);
    assertThat(KEYCLOAK.whoIsSignedIn(browser)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/",
        "http://localhost.evil.example/",
        "http://localhost:8080@evil.example/",
        "//evil.example/",
        "/welcome",
        "javascript:alert(1)",
        "http://localhost:8080/?code=injected",
        "http://localhost:8080/auth/realms/rollcall/login-actions/action-token?key=another",
        "http://localhost:8080/console/../auth/realms/rollcall/login-actions/action-token",
        "http://localhost:8080/console/%2e%2e/auth/realms/rollcall/login-actions/action-token",
        "http://localhost:8080/join/welcome/../../auth/realms/rollcall"
      })
  @DisplayName("INV-16 a redirect that isn't the client's is refused when minting")
  void foreignRedirect(String redirect) {
    HttpResponse<String> refused =
        KEYCLOAK.mint(differently(requestFor(NEWCOMER), "redirectUri", redirect));

    assertRefused(refused, 400, "invalid_redirect_uri");
  }

  @ParameterizedTest
  @ValueSource(strings = {"no-such-client", "billing-service", "demo-cli"})
  @DisplayName("INV-16 a client without the standard flow gets no link")
  void noFrontend(String client) {
    HttpResponse<String> refused =
        KEYCLOAK.mint(differently(requestFor(NEWCOMER), "clientId", client));

    assertRefused(refused, 400, "unknown_client");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 61})
  @DisplayName("INV-16 a lifetime outside 1–60 s is refused")
  void lifetime(int seconds) {
    HttpResponse<String> refused =
        KEYCLOAK.mint(differently(requestFor(NEWCOMER), "lifetimeSeconds", seconds));

    assertRefused(refused, 400, "invalid_request");
  }

  @ParameterizedTest
  @ValueSource(strings = {"userId", "clientId", "redirectUri"})
  @DisplayName("INV-16 a request that lacks a field is refused")
  void incomplete(String field) {
    Map<String, Object> request = new HashMap<>(requestFor(NEWCOMER));
    request.remove(field);

    HttpResponse<String> refused = KEYCLOAK.mint(request);

    assertRefused(refused, 400, "invalid_request");
  }

  @Test
  @DisplayName("INV-16 nobody who was here before can be signed in by a link")
  void tooOld() {
    String found =
        json(KEYCLOAK.admin("GET", "/users?exact=true&email=ada@acme.test", null))
            .get(0)
            .get("id")
            .asText();

    HttpResponse<String> refused = KEYCLOAK.mint(requestFor(new Person(found, "ada@acme.test")));

    assertRefused(refused, 409, "user_too_old");
  }

  @Test
  @DisplayName("INV-16 no link for a disabled person")
  void disabled() {
    HttpResponse<String> refused =
        KEYCLOAK.mint(requestFor(KEYCLOAK.join(Map.of("enabled", false))));

    assertRefused(refused, 409, "user_disabled");
  }

  @Test
  @DisplayName("INV-16 no link for somebody unknown")
  void unknown() {
    HttpResponse<String> refused =
        KEYCLOAK.mint(requestFor(new Person(UUID.randomUUID().toString(), "nobody@acme.test")));

    assertRefused(refused, 404, "user_not_found");
  }

  @Test
  @DisplayName("INV-16 no link for a service account")
  void serviceAccount() {
    String subject = Keycloak.claims(KEYCLOAK.serviceToken("billing-service")).get("sub").asText();

    HttpResponse<String> refused = KEYCLOAK.mint(requestFor(new Person(subject, "")));

    assertRefused(refused, 404, "user_not_found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"invitation-service", "numbering-service", "billing-service"})
  @DisplayName("INV-16 no other service may mint")
  void otherService(String service) {
    HttpResponse<String> refused =
        KEYCLOAK.mint(KEYCLOAK.serviceToken(service), requestFor(NEWCOMER));

    assertRefused(refused, 403, "forbidden");
  }

  @Test
  @DisplayName("INV-16 not even the server's administrator may mint")
  void administrator() {
    HttpResponse<String> refused = KEYCLOAK.mint(KEYCLOAK.administrator(), requestFor(NEWCOMER));

    assertRefused(refused, 403, "forbidden");
  }

  @Test
  @DisplayName("INV-16 without a token nobody mints")
  void anonymous() {
    HttpResponse<String> refused = KEYCLOAK.mint("none", requestFor(NEWCOMER));

    assertThat(refused.statusCode()).isEqualTo(401);
  }

  /** Where the page that asks leads. */
  private static String wayOn(HttpResponse<String> asked) {
    Matcher link =
        Pattern.compile("href=\"([^\"]+/login-actions/action-token[^\"]+)\"").matcher(asked.body());
    assertThat(link.find()).as(asked.body()).isTrue();
    return link.group(1).replace("&amp;", "&");
  }

  private static void assertRefused(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(json(answer).get("error").asText()).isEqualTo(code);
  }

  private static Map<String, Object> differently(
      Map<String, Object> request, String field, Object value) {
    Map<String, Object> changed = new HashMap<>(request);
    changed.put(field, value);
    return changed;
  }

  /** The server's clock is this machine's; a link is dead from its very second on. */
  private static void awaitPast(Instant instant) {
    Duration left = Duration.between(Instant.now(), instant);
    while (left.isPositive()) {
      try {
        Thread.sleep(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted", e);
      }
      left = Duration.between(Instant.now(), instant);
    }
  }
}
