package dev.rollcall.e2e.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollcall.e2e.Company;
import dev.rollcall.e2e.Suite;
import dev.rollcall.e2e.security.Wire.Reply;
import dev.rollcall.e2e.security.Wire.Shot;
import dev.rollcall.local.story.Api;
import dev.rollcall.local.story.Story;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * An admin names another company's things within the own company. A new case is a line in {@link
 * #CASES}: {@code @} stands for the id, {@code $user}, {@code $office}, {@code $hold}, {@code
 * $number} for things of the own company.
 *
 * <p>Not here: holding a number that another company has says NUMBER_TAKEN (NUM-2), since numbers
 * are everybody's.
 */
@ExtendWith(Suite.Extension.class)
class SecondOrderTest {

  private static final String PASSWORD = "second order " + UUID.randomUUID();
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a problem or an operation says of the call itself. */
  private static final List<String> CALLS_OWN =
      List.of("requestId", "instance", "id", "createdAt", "updatedAt");

  private static final String ONE_LICENSE = "\"type\":\"TALK\",\"plan\":\"PLUS\",\"quantity\":1,";

  private static final List<Case> CASES =
      List.of(
          on(Thing.OFFICE, "GET", "identity", "/offices/@", ""),
          on(Thing.OFFICE, "PATCH", "identity", "/offices/@", "{\"name\":\"Mine now\"}"),
          on(Thing.OFFICE, "DELETE", "identity", "/offices/@", ""),
          on(Thing.OFFICE, "GET", "identity", "/users?officeId=@", ""),
          on(Thing.OFFICE, "GET", "numbering", "/numbers?officeId=@", ""),
          on(Thing.OFFICE, "GET", "billing", "/licenses?officeId=@", ""),
          on(
              Thing.OFFICE,
              "PATCH",
              "identity",
              "/users/$user",
              "{\"role\":\"OFFICE_ADMIN\",\"adminOfficeIds\":[\"@\"]}"),
          on(
              Thing.OFFICE,
              "POST",
              "invitation",
              "/invitations",
              "{\"firstName\":\"Eve\",\"lastName\":\"Stone\",\"email\":\"eve@example.test\","
                  + "\"role\":\"USER\",\"officeId\":\"@\",\"seat\":{\"source\":\"EXISTING\"}}"),
          on(
              Thing.OFFICE,
              "POST",
              "numbering",
              "/numbers",
              "{\"holdId\":\"$hold\",\"officeId\":\"@\"}"),
          on(
              Thing.OFFICE,
              "POST",
              "identity",
              "/permission-checks",
              "{\"userId\":\"$user\",\"permission\":\"users.read\",\"officeId\":\"@\"}"),
          on(
              Thing.OFFICE,
              "POST",
              "billing",
              "/quotes",
              "{\"action\":\"BUY_LICENSES\"," + ONE_LICENSE + "\"officeId\":\"@\"}"),
          on(
              Thing.OFFICE,
              "POST",
              "billing",
              "/licenses",
              "{" + ONE_LICENSE + "\"officeId\":\"@\"}"),
          on(
              Thing.OFFICE,
              "POST",
              "billing",
              "/license-removals",
              "{" + ONE_LICENSE + "\"officeId\":\"@\"}"),
          on(Thing.QUOTE, "POST", "billing", "/licenses", "{\"quoteId\":\"@\"}"),
          on(Thing.QUOTE, "POST", "billing", "/license-removals", "{\"quoteId\":\"@\"}"),
          on(Thing.USER, "GET", "identity", "/users/@", ""),
          on(Thing.USER, "PATCH", "identity", "/users/@", "{\"firstName\":\"Mine\"}"),
          on(Thing.USER, "PATCH", "identity", "/users/@", "{\"role\":\"COMPANY_ADMIN\"}"),
          on(Thing.USER, "DELETE", "identity", "/users/@", ""),
          on(
              Thing.USER,
              "POST",
              "identity",
              "/bulk-actions",
              "{\"action\":\"DELETE\",\"userIds\":[\"@\"]}"),
          on(Thing.USER, "PUT", "identity", "/users/@/permissions/analytics.charts", ""),
          on(Thing.USER, "DELETE", "identity", "/users/@/permissions/analytics.charts", ""),
          on(
              Thing.USER,
              "POST",
              "identity",
              "/permission-checks",
              "{\"userId\":\"@\",\"permission\":\"users.read\"}"),
          on(Thing.USER, "GET", "numbering", "/numbers?userId=@", ""),
          on(Thing.USER, "GET", "numbering", "/users/@/entitlement", ""),
          on(Thing.USER, "PUT", "numbering", "/numbers/$number/assignment", "{\"userId\":\"@\"}"),
          on(Thing.INVITATION, "GET", "invitation", "/invitations/@", ""),
          on(Thing.INVITATION, "GET", "invitation", "/invitations/@/timeline", ""),
          on(Thing.INVITATION, "POST", "invitation", "/invitations/@/resend", "{}"),
          on(Thing.INVITATION, "DELETE", "invitation", "/invitations/@", ""),
          on(Thing.HOLD, "GET", "numbering", "/number-holds/@", ""),
          on(
              Thing.HOLD,
              "PATCH",
              "numbering",
              "/number-holds/@",
              "{\"expiresAt\":\"2030-01-01T00:00:00Z\"}"),
          on(Thing.HOLD, "DELETE", "numbering", "/number-holds/@", ""),
          on(
              Thing.HOLD,
              "POST",
              "numbering",
              "/numbers",
              "{\"holdId\":\"@\",\"officeId\":\"$office\"}"),
          on(Thing.NUMBER, "GET", "numbering", "/numbers/@", ""),
          on(Thing.NUMBER, "DELETE", "numbering", "/numbers/@/assignment", ""),
          on(Thing.NUMBER, "PUT", "numbering", "/numbers/@/assignment", "{\"userId\":\"$user\"}"));

  /** What is named. */
  private enum Thing {
    OFFICE,
    USER,
    INVITATION,
    HOLD,
    NUMBER,
    QUOTE
  }

  private record Case(Thing thing, String verb, String service, String rest, String body) {}

  private static Case on(Thing thing, String verb, String service, String rest, String body) {
    return new Case(thing, verb, service, rest, body);
  }

  /** A company that has one of everything. */
  private record Furnished(
      Company company,
      String office,
      String user,
      String invitation,
      String hold,
      String number,
      String quote) {

    String id(Thing thing) {
      return switch (thing) {
        case OFFICE -> office;
        case USER -> user;
        case INVITATION -> invitation;
        case HOLD -> hold;
        case NUMBER -> number;
        case QUOTE -> quote;
      };
    }

    static Furnished by(Suite suite, String founder) {
      Company company = Company.signUp(suite, founder);
      Api admin = company.admin();
      Story story = suite.story();
      String user = company.join(Suite.freshEmail("second"), PASSWORD);
      story.activeUser(admin, company.id(), user);
      String office = story.headOffice(admin, company.id());
      String number = story.availableNumber(admin, company.id(), "415");
      story.buy(admin, company.id(), story.hold(admin, company.id(), number), office, number);
      story.assign(admin, company.id(), number, user);
      String free = story.availableNumber(admin, company.id(), "415");
      return new Furnished(
          company,
          office,
          user,
          company.invited(Suite.freshEmail("invited")),
          story.hold(admin, company.id(), free),
          number,
          quote(company, office));
    }

    private static String quote(Company company, String office) {
      String order =
          "{\"action\":\"BUY_LICENSES\"," + ONE_LICENSE + "\"officeId\":\"" + office + "\"}";
      return company
          .admin()
          .post(company.path("billing", "/quotes"), read(order))
          .expect(201)
          .text("id");
    }

    /** All that its admin sees. */
    List<JsonNode> seen() {
      List<JsonNode> seen = new ArrayList<>();
      for (String path :
          List.of(
              company.path("identity", ""),
              company.path("identity", "/offices"),
              company.path("identity", "/users"),
              company.path("identity", "/users/" + user),
              company.path("invitation", "/invitations"),
              company.path("invitation", "/invitations/" + invitation + "/timeline"),
              company.path("numbering", "/numbers"),
              company.path("numbering", "/number-holds/" + hold),
              company.path("numbering", "/reserved-numbers"),
              company.path("billing", "/licenses"))) {
        seen.add(company.admin().get(path).expect(200).body());
      }
      return seen;
    }
  }

  @Test
  @DisplayName(
      "CO-4 ARCH Tenancy: another company's ids answer as unknown ones do and change nothing")
  void foreignIds(Suite suite) {
    Furnished theirs = Furnished.by(suite, Suite.GRACE);
    Furnished own = Furnished.by(suite, Suite.ADA);
    List<JsonNode> before = theirs.seen();

    List<String> deviations = new ArrayList<>();
    for (Case tried : CASES) {
      String unknown =
          tried.thing() == Thing.NUMBER ? "+14155550100" : UUID.randomUUID().toString();
      String foreign = theirs.id(tried.thing());
      String answerToForeign = answer(suite, own, tried, foreign);
      String answerToUnknown = answer(suite, own, tried, unknown);
      if (answerToForeign.startsWith("5") || !answerToForeign.equals(answerToUnknown)) {
        deviations.add(tried + "\n  " + answerToForeign + "\n  " + answerToUnknown);
      }
    }

    Tally.say("second order: %d cases".formatted(CASES.size()));
    assertThat(deviations).isEmpty();
    assertThat(theirs.seen()).isEqualTo(before);
  }

  /** Status and body, without what differs from call to call. */
  private static String answer(Suite suite, Furnished own, Case tried, String id) {
    URI gateway = suite.stack().gatewayUrl();
    String token = suite.token(own.company().founder(), Suite.DEMO_PASSWORD);
    String path = own.company().path(tried.service(), fill(tried.rest(), own, Api.encode(id)));
    Shot shot = Shot.of(tried.verb(), path).as(token);
    Reply reply =
        Wire.send(
            gateway, tried.body().isEmpty() ? shot : shot.json(read(fill(tried.body(), own, id))));
    JsonNode body = reply.json();
    if (body instanceof ObjectNode answered) {
      answered.remove(CALLS_OWN);
    }
    return reply.status() + " " + body.toString().replace(id, "@");
  }

  private static String fill(String template, Furnished own, String id) {
    return template
        .replace("@", id)
        .replace("$user", own.user())
        .replace("$office", own.office())
        .replace("$hold", own.hold())
        .replace("$number", Api.encode(own.number()));
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
