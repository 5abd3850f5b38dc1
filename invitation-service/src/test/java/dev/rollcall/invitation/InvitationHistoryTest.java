package dev.rollcall.invitation;

import static dev.rollcall.invitation.Samples.ADA;
import static dev.rollcall.invitation.Samples.BOB;
import static dev.rollcall.invitation.Samples.JOIN;
import static dev.rollcall.invitation.Samples.LICENSE;
import static dev.rollcall.invitation.Samples.NOW;
import static dev.rollcall.invitation.Samples.claim;
import static dev.rollcall.invitation.Samples.company;
import static dev.rollcall.invitation.Samples.inviter;
import static dev.rollcall.invitation.Samples.newcomer;
import static dev.rollcall.invitation.Samples.requested;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.invitation.Invitation.Accepting;
import dev.rollcall.invitation.Invitation.Pending;
import dev.rollcall.platform.outcome.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/** Any sequence of commands and answers, late and doubled ones included, keeps the invariants. */
class InvitationHistoryTest {

  enum Command {
    GRANT,
    GRANT_LATE,
    REFUSE,
    CLAIM,
    RELEASE,
    CLOSE,
    USER_SEEN,
    EXPIRE,
    HALF_A_DAY,
    REVOKE,
    DECLINE,
    BOUNCE,
    RESEND
  }

  /** INV-13, as it may be read from the outside between two commands. */
  private static final Map<Status, Set<Status>> ALLOWED =
      Map.of(
          Status.REQUESTED,
              Set.of(
                  Status.PENDING, Status.REFUSED, Status.REVOKED, Status.EXPIRED, Status.BOUNCED),
          Status.PENDING,
              Set.of(
                  Status.PENDING,
                  Status.ACCEPTING,
                  // The claim was given up, and identity was done after all.
                  Status.JOINED,
                  Status.EXPIRED,
                  Status.REVOKED,
                  Status.DECLINED,
                  Status.BOUNCED,
                  Status.REQUESTED),
          Status.ACCEPTING, Set.of(Status.PENDING, Status.JOINED),
          Status.EXPIRED, Set.of(Status.REQUESTED),
          Status.BOUNCED, Set.of(Status.REQUESTED),
          Status.REFUSED, Set.of(),
          Status.REVOKED, Set.of(),
          Status.DECLINED, Set.of(),
          Status.JOINED, Set.of());

  private Instant now = NOW;

  @Property(tries = 2000)
  @Label("INV-13 no sequence of commands makes a transition that INV-13 doesn't name")
  void onlyNamedTransitions(@ForAll @Size(max = 40) List<Command> commands) {
    Invitation invitation = requested();
    for (Command command : commands) {
      Invitation next = apply(invitation, command);
      assertThat(next.status() == invitation.status() || allowed(invitation, next))
          .as("%s: %s to %s", command, invitation.status(), next.status())
          .isTrue();
      invitation = next;
    }
  }

  @Property(tries = 2000)
  @Label("INV-9 attempts and generations never go back, so old links and answers stay dead")
  void countersOnlyRise(@ForAll @Size(max = 40) List<Command> commands) {
    Invitation invitation = requested();
    for (Command command : commands) {
      Invitation next = apply(invitation, command);
      assertThat(next.offer().attempt()).isGreaterThanOrEqualTo(invitation.offer().attempt());
      assertThat(next.offer().generation()).isGreaterThanOrEqualTo(invitation.offer().generation());
      assertThat(InvitationRules.live(next, next.offer().generation() - 1, now))
          .isInstanceOf(Outcome.Refused.class);
      invitation = next;
    }
  }

  @Property(tries = 1000)
  @Label("X-2 every answer delivered twice equals once")
  void twiceIsOnce(@ForAll @Size(max = 20) List<Command> commands) {
    Invitation once = requested();
    for (Command command : commands) {
      once = apply(once, command);
      if (Set.of(Command.GRANT_LATE, Command.USER_SEEN, Command.EXPIRE, Command.REVOKE)
          .contains(command)) {
        assertThat(apply(once, command)).isEqualTo(once);
      }
    }
  }

  private static boolean allowed(Invitation from, Invitation to) {
    return ALLOWED.getOrDefault(from.status(), Set.of()).contains(to.status());
  }

  private Invitation apply(Invitation invitation, Command command) {
    return switch (command) {
      case GRANT ->
          InvitationRules.seatGranted(
                  invitation, invitation.offer().attempt(), LICENSE, JOIN, company(), now)
              .<Invitation>map(opened -> opened)
              .orElse(invitation);
      case GRANT_LATE ->
          InvitationRules.seatGranted(
                  invitation, invitation.offer().attempt() - 1, LICENSE, JOIN, company(), now)
              .<Invitation>map(opened -> opened)
              .orElse(invitation);
      case REFUSE ->
          InvitationRules.seatRefused(invitation, invitation.offer().attempt(), "NO_FREE_LICENSE")
              .orElse(invitation);
      case CLAIM -> claimed(invitation);
      case RELEASE -> invitation instanceof Accepting accepting ? accepting.release() : invitation;
      case CLOSE ->
          invitation instanceof Accepting accepting ? accepting.releaseClosed(ADA) : invitation;
      case USER_SEEN -> last(InvitationRules.joined(invitation, BOB)).orElse(invitation);
      case EXPIRE ->
          InvitationRules.expire(invitation, now)
              .<Invitation>map(expired -> expired)
              .orElse(invitation);
      case HALF_A_DAY -> {
        now = now.plus(Duration.ofHours(12));
        yield invitation;
      }
      case REVOKE ->
          InvitationRules.revoke(invitation, inviter(Role.COMPANY_ADMIN))
              .<Optional<Invitation>>fold(
                  end -> end.map(revoked -> revoked), no -> Optional.empty())
              .orElse(invitation);
      case DECLINE -> invitation instanceof Pending pending ? pending.decline() : invitation;
      case BOUNCE -> invitation instanceof Pending pending ? pending.bounce() : invitation;
      case RESEND ->
          InvitationRules.resend(
                  invitation, inviter(Role.COMPANY_ADMIN), company(), new KnownAs.Nobody(), now)
              .fold(next -> next, refusal -> invitation);
    };
  }

  private Invitation claimed(Invitation invitation) {
    return InvitationRules.live(invitation, invitation.offer().generation(), now)
        .then(pending -> InvitationRules.claim(pending, newcomer(), company(), claim()))
        .<Invitation>fold(accepting -> accepting, refusal -> invitation);
  }

  private static Optional<Invitation> last(List<Invitation> states) {
    return states.isEmpty() ? Optional.empty() : Optional.of(states.getLast());
  }
}
