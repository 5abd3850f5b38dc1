package dev.rollcall.invitation;

import static dev.rollcall.invitation.Acme.someone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.rollcall.platform.test.Eventually;
import dev.rollcall.platform.test.RollcallTest;
import dev.rollcall.platform.test.ServiceDatabase;
import io.quarkus.test.common.WithTestResource;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@RollcallTest(service = "invitation")
@WithTestResource(PlayedIdentity.class)
@WithTestResource(SilentMailServer.class)
class SlowMailTest {

  @Test
  @DisplayName(
      "INV-19 connections on which the mail server is silent are given up; each mail leaves once")
  void silentAtFirst() {
    Acme acme = Acme.signedUp();
    List<UUID> invitations = Stream.generate(() -> acme.invited(someone("bob"))).limit(6).toList();

    for (UUID invitation : invitations) {
      Eventually.holds(() -> acme.get(invitation).then().body("delivery", equalTo("SENT")));
    }

    assertThat(invitations)
        .allSatisfy(
            invitation ->
                assertThat(SilentMailServer.messageIds()).containsOnlyOnce(messageId(invitation)));
  }

  private static String messageId(UUID invitation) {
    return "<"
        + ServiceDatabase.value("select id from mail where invitation_id = ?", invitation)
            .orElseThrow()
        + "@rollcall>";
  }
}
