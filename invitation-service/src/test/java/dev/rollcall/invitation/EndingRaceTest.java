package dev.rollcall.invitation;

import static dev.rollcall.invitation.Acme.INVITATIONS;
import static dev.rollcall.invitation.Acme.atOnce;
import static dev.rollcall.invitation.Acme.published;
import static dev.rollcall.invitation.Acme.someone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.platform.test.Eventually;
import dev.rollcall.platform.test.ProductTime;
import dev.rollcall.platform.test.RollcallTest;
import io.quarkus.test.common.WithTestResource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;

/** Ends that happen in the same instant free one seat: billing frees one for each such event. */
@RollcallTest(service = "invitation", mail = true)
@WithTestResource(PlayedIdentity.class)
class EndingRaceTest {

  private static final int TIMES = 3;
  private static final Set<String> ENDS = Set.of("revoked", "declined", "expired", "bounced");

  /** Somebody invited, and what may happen to it. */
  private record Bob(Acme acme, UUID invitation, String token) {

    static Bob invited() {
      Acme acme = Acme.signedUp();
      String email = someone("bob");
      UUID invitation = acme.invited(email);
      return new Bob(acme, invitation, Acme.token(email));
    }

    int revoke() {
      return acme.asAda().delete(INVITATIONS + "/" + invitation).statusCode();
    }

    int decline() {
      return Acme.post("decline", Map.of("token", token)).statusCode();
    }

    int accept() {
      return Acme.accept(token, "correct horse battery").statusCode();
    }

    List<String> ends() {
      return published(invitation).stream().filter(ENDS::contains).toList();
    }

    String status() {
      return acme.status(invitation);
    }
  }

  @RepeatedTest(TIMES)
  @DisplayName("INV-18 revoke and accept at once: a member or a free seat, never both")
  void revokeOrAccept() {
    Bob bob = Bob.invited();
    List<Callable<Integer>> calls = List.of(bob::revoke, bob::accept, bob::revoke, bob::accept);
    List<Integer> answers = atOnce(calls);
    boolean joined = answers.contains(201);
    assertThat(bob.ends()).hasSize(joined ? 0 : 1);
    assertThat(published(bob.invitation())).filteredOn("accepted"::equals).hasSize(joined ? 1 : 0);
    assertThat(bob.status()).isEqualTo(joined ? "ACCEPTED" : "REVOKED");
  }

  @RepeatedTest(TIMES)
  @DisplayName("INV-18 decline and revoke at once free one seat")
  void declineOrRevoke() {
    Bob bob = Bob.invited();
    atOnce(List.<Callable<Integer>>of(bob::decline, bob::revoke, bob::decline, bob::revoke));
    assertThat(bob.ends()).hasSize(1);
    assertThat(bob.status()).isEqualTo(bob.ends().getFirst().toUpperCase(java.util.Locale.ROOT));
  }

  @RepeatedTest(TIMES)
  @DisplayName("INV-8 INV-18 acceptance, revocation and the sweep after the deadline: one expiry")
  void expireOrAccept() {
    Bob bob = Bob.invited();
    try (var _ = ProductTime.ahead(Duration.ofHours(24).plusSeconds(1))) {
      List<Callable<Integer>> calls = List.of(bob::accept, bob::decline, bob::revoke, bob::accept);
      assertThat(atOnce(calls)).doesNotContain(201);
      Eventually.holds(() -> assertThat(bob.ends()).containsExactly("expired"));
    }
  }

  @RepeatedTest(TIMES)
  @DisplayName("INV-18 all ends at once free one seat, and what comes late frees none")
  void everyEnd() {
    Bob bob = Bob.invited();
    atOnce(
        List.<Callable<Integer>>of(
            bob::revoke, bob::decline, bob::accept, bob::revoke, bob::decline));
    int after = bob.ends().size();
    bob.acme().grant(bob.invitation(), 1);
    bob.revoke();
    bob.decline();
    try (var _ = ProductTime.ahead(Duration.ofHours(25))) {
      assertThat(bob.acme().invited(someone("carol"))).isNotNull();
      assertThat(bob.ends()).hasSize(after).hasSizeLessThanOrEqualTo(1);
    }
  }
}
