package dev.rollcall.invitation.accepting;

import dev.rollcall.invitation.Invitation.Pending;
import dev.rollcall.invitation.Link;
import dev.rollcall.invitation.events.Transitions;
import dev.rollcall.invitation.events.Transitions.Happened;
import dev.rollcall.invitation.linking.MailedLinks;
import dev.rollcall.invitation.storage.InvitationRow;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.reactive.Outcomes;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The invited person says no: the seat is free again (INV-18). */
@ApplicationScoped
public class DeclineInvitation {

  private final OpenLinks openLinks;
  private final LiveLinks liveLinks;
  private final Transitions transitions;
  private final MailedLinks links;

  DeclineInvitation(
      OpenLinks openLinks, LiveLinks liveLinks, Transitions transitions, MailedLinks links) {
    this.openLinks = openLinks;
    this.liveLinks = liveLinks;
    this.transitions = transitions;
    this.links = links;
  }

  /** Declines by the token of either sort of link and answers the invitation's id. */
  public Uni<Outcome<UUID>> decline(@Nullable String token) {
    return openLinks.open(token).chain(link -> Outcomes.chain(link, this::decline));
  }

  private Uni<Outcome<UUID>> decline(Link link) {
    return liveLinks.within(link, this::store);
  }

  private Uni<Outcome<UUID>> store(InvitationRow row, Pending pending) {
    return transitions
        .publish(row, pending.decline(), Happened.DECLINED)
        .chain(links::end)
        .replaceWith(Outcome.done(row.id()));
  }
}
