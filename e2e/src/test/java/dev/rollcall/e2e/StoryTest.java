package dev.rollcall.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollcall.e2e.EventLog.Published;
import dev.rollcall.local.story.Api;
import dev.rollcall.local.story.Story;
import dev.rollcall.local.story.Story.Joined;
import dev.rollcall.local.story.StoryFailure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Suite.Extension.class)
class StoryTest {

  /** What the story publishes, aggregate by aggregate in {@link EventLog#sequences}' order. */
  private static final Map<String, List<List<String>>> DECLARED =
      Map.of(
          "rollcall.company.v1", List.of(List.of("company.created")),
          "rollcall.user.v1",
              List.of(List.of("user.joined", "user.deleted"), List.of("user.joined")),
          "rollcall.subscription.v1", List.of(List.of("subscription.started")),
          "rollcall.license.v1",
              List.of(
                  List.of("license.created", "license.assigned"),
                  List.of(
                      "license.created", "license.reserved", "license.assigned", "license.freed"),
                  List.of("license.created")),
          "rollcall.invitation.v1",
              List.of(
                  List.of(
                      "invitation.requested",
                      "invitation.opened",
                      "invitation.accepted",
                      "invitation.joined")),
          "rollcall.seat-request.v1", List.of(List.of("seat-request.granted")),
          "rollcall.number.v1",
              List.of(
                  List.of(
                      "number.purchase-requested",
                      "number.bought",
                      "number.assigned",
                      "number.held-for-restore")),
          "rollcall.charge.v1", List.of(List.of("charge.granted")));

  @Test
  @DisplayName("CO-1 INV-6 INV-14 INV-16 NUM-2 USR-4 sign up, invite, join, seat, number, delete")
  void story(Suite suite) {
    Story story = suite.story();
    String bob = Suite.freshEmail("bob");

    Api ada = suite.as(Suite.ADA);
    String company = story.foundCompany(ada, "Acme");
    String office = story.headOffice(ada, company);
    story.licenses(ada, company, 3);
    JsonNode invitation = story.invite(ada, company, "Bob", "Stone", bob);
    assertThat(invitation.path("status").asText()).isEqualTo("PENDING");
    assertThat(invitation.toString()).as("INV-7 no token in an answer").doesNotContain("token");

    Joined joined = story.join(story.mailedToken(bob), "correct horse battery staple");
    assertThat(joined.companyId()).isEqualTo(company);
    story.activeUser(ada, company, joined.userId());
    String license = story.assignedSeat(ada, company, joined.userId()).path("id").asText();
    JsonNode row = story.listedUser(ada, company, joined.userId());
    assertThat(row.path("licenseTypes").path(0).asText()).isEqualTo("TALK");

    Api bobsApi = story.signInByLink(joined.signInUrl());
    JsonNode me = story.me(bobsApi);
    assertThat(me.path("memberships").path(0).path("companyId").asText()).isEqualTo(company);

    String e164 = story.availableNumber(ada, company, "415");
    assertThat(e164).startsWith("+1415");
    String hold = story.hold(ada, company, e164);
    story.buy(ada, company, hold, office, e164);
    JsonNode number = story.assign(ada, company, e164, joined.userId());
    assertThat(number.path("assignee").path("userId").asText()).isEqualTo(joined.userId());
    assertThat(story.charges(ada, company).path("total").path("amount").asText())
        .as("three licenses cost money; the first local number is free (NUM-1)")
        .matches("[1-9][0-9]*\\.[0-9]{2}");

    story.deleteUser(ada, company, joined.userId());
    story.freeSeat(ada, company, license);
    JsonNode reserved = story.reservedNumber(ada, company, e164);
    assertThat(reserved.path("lastUser").path("name").asText()).isEqualTo("Bob Stone");
    assertThat(reserved.path("lastUser").path("id").asText()).isEqualTo(joined.userId());
    assertThat(reserved.path("lastOffice").path("id").asText()).isEqualTo(office);
    assertThat(reserved.path("unassignedAt").asText()).isNotBlank();
    Story.until(
        "Bob's access to end",
        () -> bobsApi.get("/identity/v1/companies/" + company),
        answer -> answer.status() == 404 || answer.status() == 401);

    assertPublished(awaitEvents(suite, company));
  }

  private static List<Published> awaitEvents(Suite suite, String company) {
    List<Published> events = new ArrayList<>();
    try {
      Story.until(
          "the last event",
          () -> {
            events.clear();
            events.addAll(EventLog.of(suite.stack().kafkaBootstrap(), company));
            return suite.anybody().get("/");
          },
          answer -> EventLog.sequences(events).equals(DECLARED) || tooMany(events));
    } catch (StoryFailure late) {
      // The assertions that follow show what is missing.
    }
    return events;
  }

  private static boolean tooMany(List<Published> events) {
    int declared = DECLARED.values().stream().flatMap(List::stream).mapToInt(List::size).sum();
    return events.size() > declared;
  }

  private static void assertPublished(List<Published> events) {
    assertThat(EventLog.sequences(events)).isEqualTo(DECLARED);
    assertThat(new HashSet<>(events.stream().map(it -> it.headers().get("ce_id")).toList()))
        .hasSameSizeAs(events);
    Map<String, Long> versions = new HashMap<>();
    for (Published event : events) {
      assertThat(Contract.violations(event)).as(event.type() + " " + event.value()).isEmpty();
      assertThat(event.headers()).containsEntry("ce_specversion", "1.0");
      assertThat(event.headers().get("ce_subject")).isEqualTo(event.key());
      assertThat(event.version())
          .as("versions of one aggregate rise by one: " + event.type())
          .isEqualTo(versions.merge(event.topic() + "/" + event.key(), 1L, Long::sum));
    }
  }
}
