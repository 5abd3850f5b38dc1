package dev.rollcall.invitation.joining;

import dev.rollcall.invitation.Invitation;
import dev.rollcall.invitation.Invitation.Accepted;
import dev.rollcall.invitation.Invitation.Accepting;
import dev.rollcall.invitation.InvitationRules;
import dev.rollcall.invitation.events.Transitions;
import dev.rollcall.invitation.events.Transitions.Happened;
import dev.rollcall.invitation.expiring.ExpireInvitation;
import dev.rollcall.invitation.linking.MailedLinks;
import dev.rollcall.invitation.storage.InvitationRow;
import dev.rollcall.invitation.storage.Invitations;
import dev.rollcall.invitation.storage.LockedInvitations;
import dev.rollcall.invitation.storage.Steps;
import dev.rollcall.platform.messaging.JobRequest;
import dev.rollcall.platform.messaging.Jobs;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;

/**
 * The ends of an acceptance. The one who accepts, the job that settles and the user's event may
 * come in any order and more than once: whoever holds the claim no longer changes nothing.
 */
@ApplicationScoped
public class FinishJoin {

  private static final String IDENTITY = "identity";

  private final LockedInvitations locked;
  private final Invitations invitations;
  private final Transitions transitions;
  private final MailedLinks links;
  private final ExpireInvitation expiry;
  private final Steps steps;
  private final Jobs jobs;

  FinishJoin(
      LockedInvitations locked,
      Invitations invitations,
      Transitions transitions,
      MailedLinks links,
      ExpireInvitation expiry,
      Steps steps,
      Jobs jobs) {
    this.locked = locked;
    this.invitations = invitations;
    this.transitions = transitions;
    this.links = links;
    this.expiry = expiry;
    this.steps = steps;
    this.jobs = jobs;
  }

  /** Identity has made the member. */
  public Uni<Void> joined(Accepting claimed, UUID userId) {
    return whileClaimed(claimed, (row, accepting) -> accept(row, accepting.accept(userId)));
  }

  /** Identity refused: the link lives on. */
  public Uni<Void> refused(Accepting claimed, String code) {
    return whileClaimed(
        claimed, (row, accepting) -> release(row, accepting.release(), "join-refused", code));
  }

  /** Identity has closed the join id for ever: the link lives on, with a new id. */
  public Uni<Void> closed(Accepting claimed, UUID nextJoinId) {
    return whileClaimed(
        claimed,
        (row, accepting) ->
            release(row, accepting.releaseClosed(nextJoinId), "join-closed", "done"));
  }

  /** Nobody saw how it ended: a job asks identity at once instead of when the claim runs out. */
  public Uni<Void> unknown(Accepting claimed) {
    return whileClaimed(
        claimed,
        (row, accepting) ->
            jobs.plan(
                JobRequest.now(SettleJoin.KIND, row.companyId(), SettleJoin.subject(accepting))));
  }

  /** The user's own event came, inside the running transaction. */
  public Uni<Void> seen(UUID company, UUID invitationId, UUID userId) {
    return invitations
        .lock(company, invitationId)
        .chain(row -> row.isPresent() ? seen(row.get(), userId) : Uni.createFrom().voidItem());
  }

  private Uni<Void> seen(InvitationRow row, UUID userId) {
    List<Invitation> next = InvitationRules.joined(row.invitation(), userId);
    return next.isEmpty()
        ? Uni.createFrom().voidItem()
        : steps
            .told(row, IDENTITY, "user-joined", row.attempt(), "done")
            .chain(() -> publish(row, next));
  }

  private Uni<Void> publish(InvitationRow row, List<Invitation> next) {
    Uni<Void> done = Uni.createFrom().voidItem();
    for (Invitation state : next) {
      done = done.chain(() -> publish(row, state));
    }
    return done;
  }

  private Uni<Void> publish(InvitationRow row, Invitation state) {
    return state instanceof Accepted accepted
        ? accept(row, accepted)
        : transitions.publish(row, state, Happened.JOINED).replaceWithVoid();
  }

  private Uni<Void> accept(InvitationRow row, Accepted accepted) {
    return noLongerToSettle(row)
        .chain(() -> transitions.publish(row, accepted, Happened.ACCEPTED))
        .chain(links::end);
  }

  private Uni<Void> release(InvitationRow row, Invitation released, String step, String outcome) {
    return noLongerToSettle(row)
        .chain(() -> transitions.quietly(row, released, IDENTITY, step, outcome))
        .chain(expiry::ifDue);
  }

  /** The claim ends, so nobody has to ask identity how it ended. */
  private Uni<Void> noLongerToSettle(InvitationRow row) {
    return row.invitation() instanceof Accepting accepting
        ? jobs.cancel(SettleJoin.KIND, row.companyId(), SettleJoin.subject(accepting))
        : Uni.createFrom().voidItem();
  }

  private Uni<Void> whileClaimed(
      Accepting claimed, BiFunction<InvitationRow, Accepting, Uni<Void>> work) {
    return locked.within(
        claimed.offer().companyId(), claimed.offer().id(), row -> ifClaimed(row, claimed, work));
  }

  private static Uni<Void> ifClaimed(
      Optional<InvitationRow> row,
      Accepting claimed,
      BiFunction<InvitationRow, Accepting, Uni<Void>> work) {
    return row.isPresent()
            && row.get().invitation() instanceof Accepting now
            && now.claim().id().equals(claimed.claim().id())
        ? work.apply(row.get(), now)
        : Uni.createFrom().voidItem();
  }
}
