package dev.rollcall.invitation;

import static dev.rollcall.invitation.Acme.someone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.platform.test.Eventually;
import dev.rollcall.platform.test.RollcallTest;
import dev.rollcall.platform.test.ServiceDatabase;
import io.quarkus.test.common.WithTestResource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@RollcallTest(service = "invitation")
@WithTestResource(PlayedIdentity.class)
@WithTestResource(RefusingMailServer.class)
class ManyMailsTest {

  private final List<UUID> quick = new ArrayList<>();

  @BeforeEach
  void nobodyIsAnswered() {
    RefusingMailServer.answerNobody();
  }

  @Test
  @DisplayName("INV-19 of many mails at once each leaves once; a slow one keeps none waiting")
  void slowOne() {
    Acme acme = Acme.signedUp();
    UUID slow = acme.invited(someone("crowd-slow"));
    inviteMany(acme);
    inviteMany(Acme.signedUp());

    RefusingMailServer.answer("quick");
    awaitQuick();
    assertThat(delivery(slow)).isEqualTo("QUEUED");
    RefusingMailServer.answer("");
    awaitSent(slow);

    assertThat(quick)
        .allSatisfy(
            invitation ->
                assertThat(RefusingMailServer.messageIds())
                    .containsOnlyOnce(messageId(invitation)));
    assertThat(RefusingMailServer.messageIds()).containsOnlyOnce(messageId(slow));
    assertThat(timeline(acme, slow)).isEqualTo("SENT 1");
    awaitNoJobs(acme);
  }

  @Test
  @DisplayName("INV-19 an invitation that somebody works on keeps no other mail from being settled")
  void heldInvitation() throws SQLException {
    Acme acme = Acme.signedUp();
    UUID held = acme.invited(someone("crowd-held"));
    inviteMany(acme);

    try (Connection connection = ServiceDatabase.admin()) {
      connection.setAutoCommit(false);
      hold(connection, held);
      RefusingMailServer.answer("");
      awaitQuick();
      assertThat(delivery(held)).isEqualTo("QUEUED");
      connection.rollback();
    }
    awaitSent(held);

    assertThat(RefusingMailServer.messageIds()).containsOnlyOnce(messageId(held));
    awaitNoJobs(acme);
  }

  private void inviteMany(Acme acme) {
    for (int mail = 0; mail < 10; mail++) {
      quick.add(acme.invited(someone("crowd-quick")));
    }
  }

  private void awaitQuick() {
    quick.forEach(ManyMailsTest::awaitSent);
  }

  private static void awaitSent(UUID invitation) {
    Eventually.holds(() -> assertThat(delivery(invitation)).isEqualTo("SENT"));
  }

  private static String delivery(UUID invitation) {
    return ServiceDatabase.value("select delivery from invitation where id = ?", invitation)
        .orElseThrow();
  }

  private static String timeline(Acme acme, UUID invitation) {
    return ServiceDatabase.value(
            "select outcome || ' ' || attempt from invitation_step"
                + " where company_id = ? and invitation_id = ? and step = 'mail'",
            acme.id,
            invitation)
        .orElseThrow();
  }

  private static void awaitNoJobs(Acme acme) {
    Eventually.holds(
        () ->
            assertThat(
                    ServiceDatabase.value(
                        "select count(*) from job where kind = 'invitation.mail'"
                            + " and company_id = ?",
                        acme.id))
                .contains("0"));
  }

  private static void hold(Connection connection, UUID invitation) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select id from invitation where id = ? for update")) {
      statement.setObject(1, invitation);
      statement.executeQuery();
    }
  }

  private static String messageId(UUID invitation) {
    return "<"
        + ServiceDatabase.value("select id from mail where invitation_id = ?", invitation)
            .orElseThrow()
        + "@rollcall>";
  }
}
