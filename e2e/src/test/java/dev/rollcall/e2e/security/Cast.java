package dev.rollcall.e2e.security;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollcall.e2e.Company;
import dev.rollcall.e2e.Suite;
import dev.rollcall.e2e.security.Identity.Kind;
import dev.rollcall.local.story.Answer;
import dev.rollcall.local.story.Api;
import dev.rollcall.local.story.Story;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Everybody who tries what they may not, around one company. */
final class Cast {

  private static final String PASSWORD = "isolation " + UUID.randomUUID();

  private final Suite suite;
  private final Realm realm;
  private final Company company;

  private Cast(Suite suite) {
    this.suite = suite;
    this.realm = Realm.of(suite);
    this.company = Company.signUp(suite, Suite.ADA);
  }

  /** All of them; a new kind of caller is one more line here. */
  static List<Identity> of(Suite suite) {
    Cast cast = new Cast(suite);
    List<Identity> identities = new ArrayList<>();
    identities.addAll(cast.unknown());
    identities.add(cast.outsider("a stranger without a company", cast.stranger()));
    identities.add(cast.outsider("an admin of another company", cast.otherAdmin()));
    identities.add(cast.outsider("a deleted member", cast.deletedMember()));
    identities.add(
        cast.identity("a service of the suite", Kind.SERVICE, service(suite, "billing-service")));
    for (String role : List.of("USER", "MANAGER", "OFFICE_ADMIN", "COMPANY_ADMIN")) {
      identities.add(cast.member(role));
    }
    return identities;
  }

  /** Tokens that let an admin in, if anybody believed them. */
  private List<Identity> unknown() {
    String real = suite.token(Suite.ADA, Suite.DEMO_PASSWORD);
    ForgedToken forged = ForgedToken.from(real);
    return List.of(
        identity("nobody", Kind.UNKNOWN, ""),
        identity("a garbage token", Kind.UNKNOWN, "garbage"),
        identity("a token that has run out", Kind.UNKNOWN, expired()),
        identity("a token for another audience", Kind.UNKNOWN, ofClient("elsewhere", "other", 300)),
        identity("a refresh token", Kind.UNKNOWN, refreshToken()),
        identity("a token with alg=none", Kind.UNKNOWN, forged.unsigned()),
        identity("a token signed by somebody else", Kind.UNKNOWN, forged.selfSigned()),
        identity("a token of another issuer", Kind.UNKNOWN, forged.ofOtherIssuer()),
        identity(
            "a token signed with the public key",
            Kind.UNKNOWN,
            forged.symmetric(realm.publicKey())),
        identity("a token that was altered", Kind.UNKNOWN, forged.altered()));
  }

  private Identity identity(String name, Kind kind, String token) {
    return new Identity(name, kind, token, company.id(), Set.of());
  }

  private Identity outsider(String name, String token) {
    return identity(name, Kind.OUTSIDER, token);
  }

  private String stranger() {
    String email = Suite.freshEmail("stranger");
    realm.register(email, PASSWORD);
    return suite.token(email, PASSWORD);
  }

  private String otherAdmin() {
    Company.signUp(suite, Suite.GRACE);
    return suite.token(Suite.GRACE, Suite.DEMO_PASSWORD);
  }

  /** Signed in before being deleted, so that the token itself is good. */
  private String deletedMember() {
    String email = Suite.freshEmail("deleted");
    String user = company.join(email, PASSWORD);
    String token = suite.token(email, PASSWORD);
    Api member = suite.anybody().as(token);
    suite.story().deleteUser(company.admin(), company.id(), user);
    for (String path :
        List.of(
            company.path("identity", ""),
            company.path("invitation", "/invitations"),
            company.path("numbering", "/numbers"),
            company.path("billing", "/licenses"))) {
      Story.until("no access to " + path, () -> member.get(path), it -> it.status() == 404);
    }
    return token;
  }

  /** The token of a service's client. */
  static String service(Suite suite, String client) {
    return suite
        .directGrant(
            Map.of(
                "grant_type",
                "client_credentials",
                "client_id",
                client,
                "client_secret",
                client + "-demo"))
        .expect(200)
        .text("access_token");
  }

  /** A member with that role, of a company that has nobody else but its founder. */
  private Identity member(String role) {
    Company own = Company.signUp(suite, Suite.ADA);
    String email = Suite.freshEmail("member");
    own.join(email, PASSWORD, role);
    String token = suite.token(email, PASSWORD);
    Answer me = suite.anybody().as(token).get("/identity/v1/me").expect(200);
    JsonNode membership = me.body().path("memberships").path(0);
    Set<String> permissions = new HashSet<>();
    membership.path("permissions").forEach(permission -> permissions.add(permission.asText()));
    if (!membership.path("role").asText().equals(role) || permissions.isEmpty()) {
      throw new AssertionError("not a member with the role " + role + ": " + me.body());
    }
    awaitView(suite.anybody().as(token), own);
    return new Identity(
        "a member with the role " + role, Kind.MEMBER, token, own.id(), permissions);
  }

  /** The other services know the member by their own view, a moment later. */
  private static void awaitView(Api member, Company company) {
    for (String path :
        List.of(
            company.path("invitation", "/invitations"),
            company.path("numbering", "/numbers"),
            company.path("billing", "/licenses"))) {
      Story.until("access to " + path, () -> member.get(path), it -> it.status() != 404);
    }
  }

  private String expired() {
    String token = ofClient("hasty", "rollcall", 1);
    Api holder = suite.anybody().as(token);
    Story.until(
        "the token to run out", () -> holder.get("/identity/v1/me"), it -> it.status() == 401);
    return token;
  }

  /** What Keycloak gives an admin of the company through a client of somebody else's. */
  private String ofClient(String client, String audience, int seconds) {
    String id = client + "-" + UUID.randomUUID();
    realm.addClient(id, audience, seconds);
    return grant(id).text("access_token");
  }

  private String refreshToken() {
    return grant("demo-cli").text("refresh_token");
  }

  private Answer grant(String client) {
    return suite
        .directGrant(
            Map.of(
                "grant_type",
                "password",
                "client_id",
                client,
                "username",
                Suite.ADA,
                "password",
                Suite.DEMO_PASSWORD))
        .expect(200);
  }
}
