package dev.rollcall.identity;

import static io.restassured.RestAssured.given;

import dev.rollcall.platform.test.Events;
import dev.rollcall.platform.test.KeycloakTokens;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Persons at the real Keycloak, companies they sign up, and people they have join. */
final class IdentityWorld {

  static final String PASSWORD = "correct horse battery";

  private IdentityWorld() {}

  /** A person with a login. */
  record Person(String email, String firstName, String lastName, String password, UUID id) {

    String token() {
      return KeycloakTokens.person(email, password);
    }

    RequestSpecification call() {
      return as(token());
    }
  }

  /** A company, its founder, and the token that the founder calls with. */
  record Founded(UUID company, UUID office, UUID user, Person founder, String token) {

    RequestSpecification call() {
      return as(token);
    }

    String path(String rest) {
      return "/identity/v1/companies/" + company + rest;
    }
  }

  static RequestSpecification as(String token) {
    return given().auth().oauth2(token).contentType(ContentType.JSON);
  }

  static RequestSpecification asInvitationService() {
    return as(KeycloakTokens.service("invitation-service"));
  }

  /** An address that no other test has. */
  static String address(String name) {
    return name.toLowerCase(java.util.Locale.ROOT) + "." + UUID.randomUUID() + "@acme.test";
  }

  /** A new person who has proved their mailbox. */
  static Person person(String firstName, String lastName) {
    return person(firstName, lastName, address(firstName), true);
  }

  static Person person(String firstName, String lastName, String email, boolean verified) {
    Response made =
        as(keycloakAdmin())
            .body(
                Map.of(
                    "username", email,
                    "email", email,
                    "emailVerified", verified,
                    "enabled", true,
                    "firstName", firstName,
                    "lastName", lastName,
                    "credentials",
                        List.of(Map.of("type", "password", "value", PASSWORD, "temporary", false))))
            .post(adminUrl("/users"));
    made.then().statusCode(201);
    String location = made.header("Location");
    UUID id = UUID.fromString(location.substring(location.lastIndexOf('/') + 1));
    return new Person(email, firstName, lastName, PASSWORD, id);
  }

  /** The account as Keycloak has it. */
  static Response account(UUID personId) {
    return as(keycloakAdmin()).get(adminUrl("/users/" + personId));
  }

  /** Opens or closes the account behind the service's back. */
  static void enable(UUID personId, boolean enabled) {
    as(keycloakAdmin())
        .body(Map.of("enabled", enabled))
        .put(adminUrl("/users/" + personId))
        .then()
        .statusCode(204);
  }

  /** How many accounts Keycloak has for the address. */
  static int accounts(String email) {
    return accountsOf(email).getList("$").size();
  }

  /** The accounts that Keycloak has for the address. */
  static JsonPath accountsOf(String email) {
    return as(keycloakAdmin())
        .queryParam("email", email)
        .queryParam("exact", true)
        .get(adminUrl("/users"))
        .jsonPath();
  }

  /** An account that a joining made that long ago, and with which nobody became a member. */
  static UUID leftOver(String email, @Nullable Object invitation, Duration age) {
    Response made =
        as(keycloakAdmin())
            .body(
                Map.of(
                    "username",
                    email,
                    "email",
                    email,
                    "emailVerified",
                    true,
                    "enabled",
                    false,
                    "firstName",
                    "Bob",
                    "lastName",
                    "Stone",
                    "createdTimestamp",
                    Instant.now().minus(age).toEpochMilli(),
                    "attributes",
                    Map.of("invitationId", List.of(String.valueOf(invitation)))))
            .post(adminUrl("/users"));
    made.then().statusCode(201);
    String location = made.header("Location");
    return UUID.fromString(location.substring(location.lastIndexOf('/') + 1));
  }

  private static String adminUrl(String path) {
    return KeycloakTokens.url() + "/admin/realms/rollcall" + path;
  }

  private static String keycloakAdmin() {
    return given()
        .formParams(
            Map.of(
                "grant_type", "password",
                "client_id", "admin-cli",
                "username", "admin",
                "password", "admin"))
        .post(KeycloakTokens.url() + "/realms/master/protocol/openid-connect/token")
        .then()
        .statusCode(200)
        .extract()
        .path("access_token");
  }

  /** A company that a new person has signed up. */
  static Founded founded() {
    return founded(person("Ada", "Lovelace"), "STANDARD");
  }

  static Founded founded(Person founder, String edition) {
    String token = founder.token();
    Response signedUp =
        as(token)
            .body(
                Map.of(
                    "name", "Acme",
                    "country", "US",
                    "timeZone", "America/New_York",
                    "billingEmail", "billing@acme.test",
                    "edition", edition))
            .post("/identity/v1/companies");
    signedUp.then().statusCode(201);
    UUID company = UUID.fromString(signedUp.path("id"));
    UUID user = UUID.fromString(signedUp.path("founderUserId"));
    String office =
        as(token).get("/identity/v1/companies/" + company + "/offices").path("items[0].id");
    return new Founded(company, UUID.fromString(office), user, founder, token);
  }

  /** An accepted invitation to the company, as invitation-service sends it. */
  static Map<String, @Nullable Object> offer(Founded world, String email, String role) {
    var body = new HashMap<String, @Nullable Object>();
    body.put("companyId", world.company());
    body.put("invitationId", UUID.randomUUID());
    body.put("claim", UUID.randomUUID());
    body.put("email", email);
    body.put("firstName", "Bob");
    body.put("lastName", "Stone");
    body.put("phone", null);
    body.put("jobTitle", "Engineer");
    body.put("role", role);
    body.put("officeId", world.office());
    body.put("products", List.of("VOICE"));
    body.put("inviterUserId", world.user());
    body.put("password", PASSWORD);
    body.put("personId", null);
    return body;
  }

  static Response join(@Nullable Object joinId, Map<String, @Nullable Object> offer) {
    return asInvitationService().body(offer).put("/internal/joins/" + joinId);
  }

  /** How the joining by that id ended; if it hasn't happened, it never will. */
  static Response settle(@Nullable Object joinId, UUID company) {
    return asInvitationService()
        .queryParam("companyId", company)
        .delete("/internal/joins/" + joinId);
  }

  /** Somebody who has joined the company by an invitation of the founder. */
  record Joined(UUID user, Person person) {}

  static Joined joined(Founded world, String firstName, String lastName, String role) {
    return joined(world, firstName, lastName, role, world.office());
  }

  static Joined joined(Founded world, String firstName, String lastName, String role, UUID office) {
    String email = address(firstName);
    Map<String, @Nullable Object> offer = offer(world, email, role);
    offer.put("firstName", firstName);
    offer.put("lastName", lastName);
    offer.put("officeId", office);
    Response answer = join(offer.get("invitationId"), offer);
    answer.then().statusCode(200);
    UUID person = UUID.fromString(answer.path("personId"));
    return new Joined(
        UUID.fromString(answer.path("userId")),
        new Person(email, firstName, lastName, PASSWORD, person));
  }

  /** Another office of the company. */
  static UUID office(Founded world, String name) {
    return UUID.fromString(
        world
            .call()
            .body(Map.of("name", name, "country", "US", "timeZone", "America/Chicago"))
            .post(world.path("/offices"))
            .then()
            .statusCode(201)
            .extract()
            .path("id"));
  }

  /** Publishes what invitation-service would of a pending invitation. */
  static void publishPending(Founded world, UUID invitation, String email, long version) {
    publishInvitation(world, invitation, email, "PENDING", "opened", version);
  }

  static void publishInvitation(
      Founded world, UUID invitation, String email, String status, String verb, long version) {
    Events.send(
        "rollcall.invitation.v1",
        invitation.toString(),
        "rollcall.invitation." + verb + ".v1",
        world.company(),
        version,
        """
        {"invitationId": "%s", "companyId": "%s", "attempt": 1, "status": "%s",
         "firstName": "Bob", "lastName": "Stone", "email": "%s", "jobTitle": "Engineer",
         "phone": null, "role": "USER", "officeId": "%s", "products": ["VOICE"],
         "seat": {"source": "EXISTING", "licenseType": "TALK", "plan": null, "licenseId": null},
         "invitedBy": "%s", "expiresAt": "2026-03-12T09:00:00Z", "userId": null,
         "refusal": null, "createdAt": "2026-03-11T09:00:00Z"}
        """
            .formatted(invitation, world.company(), status, email, world.office(), world.user()));
  }
}
