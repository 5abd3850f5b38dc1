package dev.rollcall.invitation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollcall.platform.test.Contracts;
import dev.rollcall.platform.test.Events;
import dev.rollcall.platform.test.Eventually;
import dev.rollcall.platform.test.Mails;
import dev.rollcall.platform.test.Member;
import dev.rollcall.platform.test.Members;
import dev.rollcall.platform.test.OutboxRows;
import dev.rollcall.platform.test.ServiceDatabase;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A company of its own for every test, with an admin, and with billing played by events. */
final class Acme {

  static final String INVITATIONS = "/invitation/v1/companies/{company}/invitations";
  private static final Pattern CODE = Pattern.compile("\\b\\d{8}\\b");

  static final String LINKS = "/invitation/v1/invitations/";

  final UUID id = UUID.randomUUID();
  final UUID headOffice = UUID.randomUUID();
  final Member ada;

  private Acme() {
    ada =
        joined(
            "COMPANY_ADMIN",
            "COMPANY",
            "invitations.copy-link",
            "invitations.create",
            "invitations.read",
            "invitations.resend",
            "invitations.revoke");
  }

  /** One more member, named Ada Byron as well, known to this service and to identity. */
  Member joined(String role, String scope, String... permissions) {
    Member member = Members.user(id).role(role).names("Ada", "Byron").office(headOffice);
    for (String permission : permissions) {
      member = member.grant(permission, scope);
    }
    knownToIdentity(member, role, scope, permissions);
    return member.joined();
  }

  private void knownToIdentity(Member member, String role, String scope, String... permissions) {
    Map<String, Object> membership = new HashMap<>();
    membership.put("companyId", id);
    membership.put("userId", member.userId());
    membership.put("personId", member.personId());
    membership.put("role", role);
    membership.put("officeId", headOffice);
    membership.put("adminOfficeIds", List.of());
    membership.put(
        "grants",
        Arrays.stream(permissions)
            .map(permission -> Map.of("permission", permission, "scope", scope))
            .toList());
    membership.put("status", "ACTIVE");
    membership.put("version", 1);
    given()
        .contentType("application/json")
        .body(membership)
        .put(
            PlayedIdentity.address()
                + "/internal/access?personId="
                + member.personId()
                + "&companyId="
                + id)
        .then()
        .statusCode(200);
  }

  /** Signed up, its events seen. */
  static Acme signedUp() {
    return signedUp("Acme", Map.of());
  }

  /**
   * Signed up under that name.
   *
   * @param policy what its invitation policy has other than usual
   */
  static Acme signedUp(String name, Map<String, Object> policy) {
    Acme acme = new Acme();
    acme.publish(1, acme.state(name, policy, List.of("VOICE", "MESSAGING")));
    Eventually.holds(
        () ->
            assertThat(
                    ServiceDatabase.value(
                        "select 'there' from company_view c join user_view u"
                            + " on u.company_id = c.company_id where c.company_id = ?",
                        acme.id))
                .isPresent());
    return acme;
  }

  /** Signed up, but no event of it has arrived; identity knows it. */
  static Acme onlyAtIdentity() {
    Acme acme = new Acme();
    acme.knownToIdentity(1, acme.state("Acme", Map.of(), List.of("VOICE")));
    return acme;
  }

  /** What identity answers of the company when it is asked. */
  void knownToIdentity(long version, Map<String, Object> state) {
    Map<String, Object> answer = new HashMap<>(state);
    answer.put("version", version);
    given()
        .contentType("application/json")
        .body(answer)
        .put(PlayedIdentity.address() + "/internal/companies/" + id)
        .then()
        .statusCode(200);
  }

  /** One more office, in that state. */
  void office(Map<String, Object> state, UUID office, String status) {
    List<Object> offices = new ArrayList<>((List<?>) state.get("offices"));
    offices.add(
        Map.of(
            "officeId",
            office.toString(),
            "name",
            "Branch",
            "country",
            "US",
            "timeZone",
            "America/New_York",
            "priceLevel",
            "US",
            "headOffice",
            false,
            "status",
            status));
    state.put("offices", offices);
  }

  void publish(long version, Map<String, Object> state) {
    String type = "rollcall.company." + (version == 1 ? "created" : "updated") + ".v1";
    Events.send("rollcall.company.v1", id.toString(), type, id, version, state);
  }

  /** The company's full state. */
  Map<String, Object> state(String name, Map<String, Object> policy, List<String> products) {
    Map<String, Object> invitationPolicy =
        new HashMap<>(
            Map.of(
                "phoneRequired",
                false,
                "managerInviteCeiling",
                "USER",
                "linkLifetime",
                "PT24H",
                "allowedDomains",
                List.of(),
                "blockedDomains",
                List.of()));
    invitationPolicy.putAll(policy);
    Map<String, Object> state = new HashMap<>();
    state.put("companyId", id.toString());
    state.put("name", name);
    state.put("country", "US");
    state.put("timeZone", "America/New_York");
    state.put("edition", "STANDARD");
    state.put("enabledProducts", products);
    state.put("invitationPolicy", invitationPolicy);
    state.put("founderUserId", ada.userId().toString());
    state.put(
        "offices",
        List.of(
            Map.of(
                "officeId",
                headOffice.toString(),
                "name",
                "Head office",
                "country",
                "US",
                "timeZone",
                "America/New_York",
                "priceLevel",
                "US",
                "headOffice",
                true,
                "status",
                "OPEN")));
    state.put("createdAt", Instant.now().truncatedTo(ChronoUnit.MICROS).toString());
    return state;
  }

  /** A request as that member. */
  RequestSpecification as(Member member) {
    return given()
        .auth()
        .oauth2(member.token())
        .contentType("application/json")
        .pathParam("company", id);
  }

  RequestSpecification asAda() {
    return as(ada);
  }

  /** An invitation's body; a test changes what it is about. */
  static Map<String, Object> bob(String email) {
    return new HashMap<>(
        Map.of(
            "firstName",
            "Bob",
            "lastName",
            "Stone",
            "email",
            email,
            "role",
            "USER",
            "seat",
            Map.of("source", "EXISTING")));
  }

  /** An address that no other test uses. */
  static String someone(String name) {
    return name + "-" + UUID.randomUUID().toString().substring(0, 8) + "@mail.test";
  }

  /** Invites without waiting for the seat. */
  Response invite(String email) {
    return asAda().header("Prefer", "wait=0").body(bob(email)).post(INVITATIONS);
  }

  /** Invited and waiting for the seat. */
  UUID requested(String email) {
    return UUID.fromString(invite(email).then().statusCode(202).extract().path("id"));
  }

  /** Invited, the seat granted, the mail made. */
  UUID invited(String email) {
    UUID invitation = requested(email);
    grant(invitation, 1);
    awaitStatus(invitation, "PENDING");
    return invitation;
  }

  /** The same, to be written to in that language. */
  UUID invited(String email, String language) {
    Map<String, Object> body = bob(email);
    body.put("language", language);
    UUID invitation =
        UUID.fromString(
            asAda()
                .header("Prefer", "wait=0")
                .body(body)
                .post(INVITATIONS)
                .then()
                .statusCode(202)
                .extract()
                .path("id"));
    grant(invitation, 1);
    awaitStatus(invitation, "PENDING");
    return invitation;
  }

  /** So many licenses of the sign-up, which this service has heard of. */
  Acme licensed(int licenses) {
    for (int i = 0; i < licenses; i++) {
      license(UUID.randomUUID(), "created", 1, "FREE", "SIGNUP");
    }
    Eventually.holds(
        () ->
            assertThat(
                    ServiceDatabase.value(
                        "select licenses from license_count where company_id = ?", id))
                .contains(Integer.toString(licenses)));
    return this;
  }

  /** One more license of that origin, which this service has heard of. */
  UUID licensed(String origin) {
    UUID license = UUID.randomUUID();
    license(license, "created", 1, "FREE", origin);
    Eventually.holds(() -> assertThat(counted(license)).contains("true"));
    return license;
  }

  /** The license is cancelled, which this service has heard of; late, its creation comes again. */
  void cancelled(UUID license) {
    license(license, "cancelled", 2, "CANCELLED", "SIGNUP");
    license(license, "created", 1, "FREE", "SIGNUP");
    Eventually.holds(() -> assertThat(counted(license)).contains("false"));
  }

  private static Optional<String> counted(UUID license) {
    return ServiceDatabase.value(
        "select counted::text from license_view where license_id = ?", license);
  }

  private void license(UUID license, String verb, long version, String state, String origin) {
    String type = "rollcall.license." + verb + ".v1";
    ObjectNode payload = example(type);
    payload.put("licenseId", license.toString());
    payload.put("state", state);
    payload.put("origin", origin);
    Events.send("rollcall.license.v1", license.toString(), type, id, version, payload);
  }

  private ObjectNode example(String type) {
    try {
      return ((ObjectNode) new ObjectMapper().readTree(Contracts.example(type)))
          .put("companyId", id.toString());
    } catch (JsonProcessingException broken) {
      throw new AssertionError(broken);
    }
  }

  /** That person has signed it up, which this service has heard of. */
  void foundedBy(UUID person) {
    ObjectNode founder = example("rollcall.user.joined.v1");
    UUID user = UUID.randomUUID();
    founder.put("userId", user.toString());
    founder.put("personId", person.toString());
    founder.put("founder", true);
    founder.putNull("invitationId");
    Events.send("rollcall.user.v1", user.toString(), "rollcall.user.joined.v1", id, 1, founder);
    Eventually.holds(
        () ->
            assertThat(
                    ServiceDatabase.value(
                        "select person_id from company_founder where company_id = ?", id))
                .contains(person.toString()));
  }

  void grant(UUID invitation, int attempt) {
    grant(UUID.randomUUID(), invitation, attempt);
  }

  void grant(UUID event, UUID invitation, int attempt) {
    Events.send(
        event,
        "rollcall.seat-request.v1",
        invitation.toString(),
        "rollcall.seat-request.granted.v1",
        id,
        attempt,
        Map.of(
            "processId",
            invitation.toString(),
            "attempt",
            attempt,
            "companyId",
            id.toString(),
            "licenseId",
            UUID.randomUUID().toString(),
            "licenseType",
            "TALK",
            "plan",
            "BASIC",
            "officeId",
            headOffice.toString()));
  }

  /** The seat of that attempt is free again. */
  void release(UUID invitation, int attempt) {
    Events.send(
        "rollcall.seat-request.v1",
        invitation.toString(),
        "rollcall.seat-request.released.v1",
        id,
        attempt,
        Map.of(
            "processId",
            invitation.toString(),
            "attempt",
            attempt,
            "companyId",
            id.toString(),
            "licenseId",
            UUID.randomUUID().toString()));
  }

  void refuse(UUID invitation, int attempt, String code) {
    Events.send(
        "rollcall.seat-request.v1",
        invitation.toString(),
        "rollcall.seat-request.refused.v1",
        id,
        attempt,
        Map.of(
            "processId",
            invitation.toString(),
            "attempt",
            attempt,
            "companyId",
            id.toString(),
            "code",
            code));
  }

  /** Somebody joined by that invitation, as identity tells it. */
  void userJoined(UUID invitation, String email) {
    Members.user(id)
        .withUser(
            UUID.nameUUIDFromBytes(
                invitation.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .names("Bob", "Stone")
        .email(email)
        .office(headOffice)
        .invitedBy(invitation)
        .joined();
  }

  Response get(UUID invitation) {
    return asAda().get(INVITATIONS + "/" + invitation);
  }

  String status(UUID invitation) {
    return get(invitation).then().statusCode(200).extract().path("status");
  }

  void awaitStatus(UUID invitation, String status) {
    Eventually.holds(() -> assertThat(status(invitation)).isEqualTo(status));
  }

  /** Asks for a link to hand over. */
  Response copyLink(UUID invitation) {
    return asAda().post(INVITATIONS + "/" + invitation + "/link");
  }

  /** The token of a link to hand over. */
  String copied(UUID invitation) {
    String url = copyLink(invitation).then().statusCode(200).extract().path("url");
    return url.substring(url.indexOf("#token=") + "#token=".length());
  }

  /** The token of the newest mail to that address, once there are so many. */
  static String token(String email, int mails) {
    String text = Mails.await(email, mails).text();
    int start = text.indexOf("#token=") + "#token=".length();
    return text.substring(start).split("\\s", 2)[0];
  }

  static String token(String email) {
    return token(email, 1);
  }

  /** Accepts as a newcomer with that password. */
  static Response accept(String token, String password) {
    return post("accept", Map.of("token", token, "password", password));
  }

  /** Has a code mailed for that copied link. */
  static Response requestCode(String token) {
    return post("codes", Map.of("token", token));
  }

  /** The code in the newest mail to that address, once there are so many. */
  static String code(String email, int mails) {
    return CODE.matcher(Mails.await(email, mails).text())
        .results()
        .map(MatchResult::group)
        .findFirst()
        .orElseThrow();
  }

  static Response acceptWithCode(String token, String password, String code) {
    return post("accept", Map.of("token", token, "password", password, "code", code));
  }

  static Response lookUp(String token) {
    return post("lookup", Map.of("token", token));
  }

  static Response post(String call, Map<String, Object> body) {
    return given().contentType("application/json").body(body).post(LINKS + call);
  }

  /** How often identity was asked, e.g. {@code joins/} and the invitation. */
  static int seenByIdentity(String what) {
    return Integer.parseInt(given().get(PlayedIdentity.address() + "/seen/" + what).asString());
  }

  /** The short names of what the invitation published, in order, each checked by its contract. */
  static List<String> published(UUID invitation) {
    return OutboxRows.ofAggregate(invitation.toString()).stream()
        .sorted(java.util.Comparator.comparingLong(OutboxRows.OutboxRow::aggregateVersion))
        .map(row -> row.type().replace("rollcall.invitation.", "").replace(".v1", ""))
        .toList();
  }

  /** The same call so many times at once. */
  static <T> List<T> parallel(int times, Callable<T> call) {
    return atOnce(Collections.nCopies(times, call));
  }

  /** All of these at once. */
  static <T> List<T> atOnce(List<Callable<T>> calls) {
    try (ExecutorService threads = Executors.newFixedThreadPool(calls.size())) {
      List<T> answers = new ArrayList<>();
      for (Future<T> answer : threads.invokeAll(calls)) {
        answers.add(answer.get());
      }
      return answers;
    } catch (InterruptedException | ExecutionException failure) {
      throw new AssertionError(failure);
    }
  }
}
