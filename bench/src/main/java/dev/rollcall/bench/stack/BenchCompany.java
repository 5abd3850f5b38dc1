package dev.rollcall.bench.stack;

import dev.rollcall.local.story.Api;
import dev.rollcall.platform.test.server.ServerFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** A company made for a measurement, with a founder of its own. */
public record BenchCompany(RunningSuite suite, String id, String founder) {

  private static final String PASSWORD = "Correct-horse-battery-9!";
  private static final int SIGN_UP_LICENSES = 3;
  private static final long LOOK_NANOS = Duration.ofMillis(100).toNanos();
  private static final Duration TO_BE_KNOWN = Duration.ofSeconds(60);

  /** So many, each with so many free seats besides those of the sign-up. */
  public static List<BenchCompany> make(RunningSuite suite, int companies, int seats) {
    return IntStream.range(0, companies).mapToObj(i -> signUp(suite).buySeats(seats)).toList();
  }

  /** A new one, once it has the licenses of the sign-up. */
  public static BenchCompany signUp(RunningSuite suite) {
    String founder = "founder-" + UUID.randomUUID() + "@people.test";
    keycloakAdmin(suite)
        .post(
            "/auth/admin/realms/rollcall/users",
            Map.of(
                "username",
                founder,
                "email",
                founder,
                "emailVerified",
                true,
                "enabled",
                true,
                "firstName",
                "Pat",
                "lastName",
                "Person",
                "credentials",
                List.of(Map.of("type", "password", "value", PASSWORD, "temporary", false))))
        .expect(201);
    Api api = suite.gateway().as(token(suite, founder));
    String id =
        api.post(
                "/identity/v1/companies",
                Map.of(
                    "name",
                    "Bench " + UUID.randomUUID().toString().substring(0, 8),
                    "country",
                    "US",
                    "timeZone",
                    "America/New_York",
                    "billingEmail",
                    "billing@people.test",
                    "edition",
                    "PREMIUM"))
            .expect(201)
            .text("id");
    BenchCompany company = new BenchCompany(suite, id, founder);
    company.awaitLicenses(api);
    return company;
  }

  private void awaitLicenses(Api api) {
    long deadline = System.nanoTime() + TO_BE_KNOWN.toNanos();
    while (api.get(path("billing", "/licenses")).items().size() < SIGN_UP_LICENSES) {
      if (System.nanoTime() > deadline) {
        throw new ServerFailure("company " + id + " has no licenses");
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  /** Buys TALK licenses for the head office. */
  public BenchCompany buySeats(int seats) {
    Api admin = admin();
    String office =
        admin.get(path("identity", "/offices")).expect(200).items().path(0).path("id").asText();
    admin
        .with("Idempotency-Key", UUID.randomUUID().toString())
        .post(
            path("billing", "/licenses"),
            Map.of("type", "TALK", "plan", "BASIC", "quantity", seats, "officeId", office))
        .expect(201);
    return this;
  }

  /** Calls by the founder, with a token that is good for some minutes. */
  public Api admin() {
    return suite.gateway().as(token());
  }

  /** An access token of the founder. */
  public String token() {
    return token(suite, founder);
  }

  /** A path of a service within this company. */
  public String path(String service, String rest) {
    return "/" + service + "/v1/companies/" + id + rest;
  }

  private static String token(RunningSuite suite, String person) {
    return grant(suite, "rollcall", "demo-cli", person, PASSWORD);
  }

  /** Calls to Keycloak by its administrator, with a token that is good for a minute. */
  public static Api keycloakAdmin(RunningSuite suite) {
    return suite.keycloak().as(keycloakToken(suite));
  }

  /** A token of Keycloak's administrator. */
  public static String keycloakToken(RunningSuite suite) {
    return grant(suite, "master", "admin-cli", "admin", "admin");
  }

  private static String grant(
      RunningSuite suite, String realm, String client, String user, String password) {
    Api server = realm.equals("master") ? suite.keycloak() : suite.gateway();
    return server
        .form(
            "/auth/realms/" + realm + "/protocol/openid-connect/token",
            Map.of(
                "grant_type",
                "password",
                "client_id",
                client,
                "username",
                user,
                "password",
                password))
        .expect(200)
        .text("access_token");
  }
}
