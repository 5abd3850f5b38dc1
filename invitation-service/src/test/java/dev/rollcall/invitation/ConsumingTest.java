package dev.rollcall.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollcall.platform.test.Contracts;
import dev.rollcall.platform.test.Events;
import dev.rollcall.platform.test.Eventually;
import dev.rollcall.platform.test.RollcallTest;
import dev.rollcall.platform.test.ServiceDatabase;
import io.quarkus.test.common.WithTestResource;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@RollcallTest(service = "invitation", mail = true)
@WithTestResource(PlayedIdentity.class)
class ConsumingTest {

  @ParameterizedTest
  @CsvSource({
    "rollcall.company.v1, rollcall.company.created.v1, companyId, invitation.companies",
    "rollcall.company.v1, rollcall.company.updated.v1, companyId, invitation.companies",
    "rollcall.user.v1, rollcall.user.joined.v1, userId, invitation.users",
    "rollcall.user.v1, rollcall.user.updated.v1, userId, invitation.users",
    "rollcall.user.v1, rollcall.user.deleted.v1, userId, invitation.users",
    "rollcall.seat-request.v1, rollcall.seat-request.granted.v1, processId,"
        + " invitation.seat-requests",
    "rollcall.seat-request.v1, rollcall.seat-request.refused.v1, processId,"
        + " invitation.seat-requests",
    "rollcall.seat-request.v1, rollcall.seat-request.released.v1, processId,"
        + " invitation.seat-requests",
    "rollcall.license.v1, rollcall.license.assigned.v1, licenseId, invitation.licenses",
    "rollcall.license.v1, rollcall.license.created.v1, licenseId, invitation.license-counts",
    "rollcall.license.v1, rollcall.license.cancelled.v1, licenseId, invitation.license-counts"
  })
  @DisplayName("X-2 the contract's example of every event is read, by the group that it is for")
  void examples(String topic, String type, String keyField, String consumer) throws IOException {
    var example = new ObjectMapper().readTree(Contracts.example(type));
    UUID event = UUID.randomUUID();
    Events.send(
        event,
        topic,
        example.path(keyField).asText(),
        type,
        UUID.fromString(example.path("companyId").asText()),
        1,
        example);
    Eventually.holds(() -> assertThat(taken(consumer, event)).isTrue());
  }

  @Test
  @DisplayName("X-2 an older state of a company, late, changes nothing")
  void olderState() {
    Acme acme = Acme.signedUp();
    acme.publish(3, acme.state("Newest", Map.of(), List.of("VOICE")));
    acme.publish(2, acme.state("Older", Map.of(), List.of("VOICE")));
    UUID last = UUID.randomUUID();
    Events.send(
        last,
        "rollcall.company.v1",
        acme.id.toString(),
        "rollcall.company.updated.v1",
        acme.id,
        1,
        acme.state("Oldest", Map.of(), List.of("VOICE")));
    Eventually.holds(() -> assertThat(taken("invitation.companies", last)).isTrue());
    assertThat(ServiceDatabase.value("select name from company_view where company_id = ?", acme.id))
        .contains("Newest");
  }

  private static boolean taken(String consumer, UUID event) {
    return ServiceDatabase.value(
            "select 'taken' from inbox where consumer = ? and event_id = ?", consumer, event)
        .isPresent();
  }
}
