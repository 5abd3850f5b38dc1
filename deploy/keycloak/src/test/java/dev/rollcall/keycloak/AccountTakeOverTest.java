package dev.rollcall.keycloak;

import static dev.rollcall.keycloak.Keycloak.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollcall.keycloak.Keycloak.Person;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One account, several attempts to join with it, on the real server. */
class AccountTakeOverTest {

  private static final Keycloak KEYCLOAK = RealKeycloak.server();
  private static final String EARLIER = "the earlier password";
  private static final String LATER = "the later password";

  /** Closed, as by a deletion. */
  private final Person bob = KEYCLOAK.join(Map.of("enabled", false));

  @Test
  @DisplayName("INV-14 a closed account is opened with the names and the password that were chosen")
  void takesOver() {
    HttpResponse<String> taken = takeOver(null, "a", EARLIER);

    assertThat(taken.statusCode()).as(taken.body()).isEqualTo(204);
    assertThat(signsInWith(EARLIER)).isTrue();
    assertThat(account().get("firstName").asText()).isEqualTo("Bob (Sales)");
    assertThat(account().at("/attributes/joinAttempt/0").asText()).isEqualTo("a");
  }

  @Test
  @DisplayName("INV-14 an attempt that stalled on the way doesn't overwrite a later one's password")
  void stalled() {
    takeOver(null, "later", LATER);

    HttpResponse<String> stalled = takeOver(null, "earlier", EARLIER);

    assertThat(stalled.statusCode()).isEqualTo(412);
    assertThat(json(stalled).get("error").asText()).isEqualTo("stale_attempt");
    assertThat(signsInWith(LATER)).isTrue();
    assertThat(signsInWith(EARLIER)).isFalse();
  }

  @Test
  @DisplayName("INV-14 an attempt that is repeated doesn't undo a change of password since")
  void repeated() {
    takeOver(null, "a", EARLIER);
    KEYCLOAK.admin(
        "PUT",
        "/users/" + bob.id() + "/reset-password",
        Map.of("type", "password", "value", LATER, "temporary", false));

    HttpResponse<String> repeated = takeOver(null, "a", EARLIER);

    assertThat(repeated.statusCode()).isEqualTo(204);
    assertThat(signsInWith(LATER)).isTrue();
  }

  @Test
  @DisplayName("INV-14 of eight attempts at once that found the same account one has it")
  void race() throws Exception {
    List<Integer> answers =
        Parallel.times(
            8,
            () -> {
              String attempt = UUID.randomUUID().toString();
              return takeOver(null, attempt, "password of " + attempt).statusCode();
            });

    String winner = account().at("/attributes/joinAttempt/0").asText();
    assertThat(answers).containsOnlyOnce(204);
    assertThat(signsInWith("password of " + winner)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"short", "EMAIL"})
  @DisplayName(
      "INV-14 a password against the policy is refused with its reason, nothing is changed")
  void weak(String password) {
    HttpResponse<String> refused =
        takeOver(null, "a", password.equals("EMAIL") ? bob.email() : password);

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(json(refused).get("error").asText()).startsWith("invalidPassword");
    assertThat(json(refused).get("error_description").asText()).startsWith("Invalid password: ");
    assertThat(account().get("enabled").asBoolean()).isFalse();
    assertThat(account().get("firstName").asText()).isEqualTo("Bob");
    assertThat(account().at("/attributes/joinAttempt").isMissingNode()).isTrue();
  }

  @Test
  @DisplayName("INV-14 nobody but the keeper of accounts takes one over")
  void othersMayNot() {
    HttpResponse<String> refused =
        KEYCLOAK.admin(
            KEYCLOAK.serviceToken("invitation-service"),
            "POST",
            "/rollcall-take-over",
            request(null, "a", EARLIER));

    assertThat(refused.statusCode()).isEqualTo(403);
  }

  @Test
  @DisplayName("INV-14 an account that is gone is not found")
  void gone() {
    KEYCLOAK.admin("DELETE", "/users/" + bob.id(), null);

    assertThat(takeOver(null, "a", EARLIER).statusCode()).isEqualTo(404);
  }

  private HttpResponse<String> takeOver(
      @Nullable String expected, String attempt, String password) {
    return KEYCLOAK.admin("POST", "/rollcall-take-over", request(expected, attempt, password));
  }

  private Map<String, Object> request(@Nullable String expected, String attempt, String password) {
    Map<String, Object> request = new HashMap<>();
    request.put("userId", bob.id());
    request.put("attempt", attempt);
    request.put("invitationId", UUID.randomUUID().toString());
    request.put("firstName", "Bob (Sales)");
    request.put("lastName", "Newcomer");
    request.put("password", password);
    if (expected != null) {
      request.put("expectedAttempt", expected);
    }
    return request;
  }

  private JsonNode account() {
    return json(KEYCLOAK.admin("GET", "/users/" + bob.id(), null));
  }

  private boolean signsInWith(String password) {
    return KEYCLOAK.directGrant("demo-cli", bob.email(), password).statusCode() == 200;
  }
}
