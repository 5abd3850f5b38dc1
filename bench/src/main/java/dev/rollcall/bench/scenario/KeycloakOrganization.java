package dev.rollcall.bench.scenario;

import dev.rollcall.bench.load.LoadPlan;
import dev.rollcall.bench.stack.BenchCompany;
import dev.rollcall.bench.stack.RunningSuite;
import dev.rollcall.local.story.Api;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The peer of PERF-1: an organization of Keycloak's own, in a realm of its own on the suite's
 * Keycloak, whose invitations go to the suite's mail server.
 */
record KeycloakOrganization(RunningSuite suite, String realm, String id) implements AutoCloseable {

  static KeycloakOrganization make(RunningSuite suite) {
    String realm = "bench-" + UUID.randomUUID().toString().substring(0, 8);
    Api admin = BenchCompany.keycloakAdmin(suite);
    admin
        .post(
            "/auth/admin/realms",
            Map.of(
                "realm",
                realm,
                "enabled",
                true,
                "organizationsEnabled",
                true,
                "smtpServer",
                Map.of(
                    "host",
                    "localhost",
                    "port",
                    Integer.toString(suite.ports().smtp()),
                    "from",
                    "keycloak@people.test",
                    "auth",
                    "false",
                    "ssl",
                    "false",
                    "starttls",
                    "false")))
        .expect(201);
    String organizations = "/auth/admin/realms/" + realm + "/organizations";
    admin
        .post(
            organizations,
            Map.of(
                "name",
                "acme",
                "alias",
                "acme",
                "domains",
                List.of(Map.of("name", "acme.test", "verified", false))))
        .expect(201);
    String id = admin.get(organizations).expect(200).body().path(0).path("id").asText();
    return new KeycloakOrganization(suite, realm, id);
  }

  /** So many invitations over so many connections; a mail each is out when one is answered. */
  LoadPlan invitations(int connections, int requests) {
    String domain = UUID.randomUUID().toString().substring(0, 8) + ".test";
    LoadPlan.Target invite =
        new LoadPlan.Target(
            "/auth/admin/realms/%s/organizations/%s/members/invite-user".formatted(realm, id),
            Map.of(
                "Content-Type",
                "application/x-www-form-urlencoded",
                "Authorization",
                "Bearer " + BenchCompany.keycloakToken(suite)),
            "email=p{n}%40" + domain + "&firstName=Ina&lastName=Vited");
    return LoadPlan.closed(
        "localhost", suite.ports().keycloak(), connections, requests, "POST", List.of(invite));
  }

  @Override
  public void close() {
    BenchCompany.keycloakAdmin(suite).delete("/auth/admin/realms/" + realm).expect(204);
  }
}
