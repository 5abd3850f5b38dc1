package dev.rollcall.invitation.accepting;

import dev.rollcall.invitation.Invitation.Pending;
import dev.rollcall.invitation.InvitationRules;
import dev.rollcall.invitation.Link;
import dev.rollcall.invitation.Refusals;
import dev.rollcall.invitation.identity.Identity;
import dev.rollcall.invitation.storage.InvitationReads;
import dev.rollcall.invitation.storage.InvitationReads.Invited;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.reactive.Outcomes;
import dev.rollcall.platform.time.ProductClock;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells the holder of a link what it offers; changes nothing (INV-7). */
@ApplicationScoped
public class LookUpInvitation {

  /**
   * What the holder of the link may know.
   *
   * @param personExists whether the address has a login; null for the holder of a copied link, who
   *     has not shown yet that the mailbox is theirs: accept says it, after the code (INV-10)
   * @param phoneRequired whether accepting needs a contact phone that the invitation lacks (INV-1)
   */
  public record Found(
      Link link,
      Pending pending,
      String company,
      Optional<String> inviter,
      @Nullable Boolean personExists,
      boolean phoneRequired) {}

  private final OpenLinks openLinks;
  private final InvitationReads reads;
  private final Identity identity;
  private final ProductClock clock;

  LookUpInvitation(
      OpenLinks openLinks, InvitationReads reads, Identity identity, ProductClock clock) {
    this.openLinks = openLinks;
    this.reads = reads;
    this.identity = identity;
    this.clock = clock;
  }

  /** What the token's link offers. */
  public Uni<Outcome<Found>> lookUp(@Nullable String token) {
    return openLinks.open(token).chain(link -> Outcomes.chain(link, this::read));
  }

  private Uni<Outcome<Found>> read(Link link) {
    return reads
        .invited(link.companyId(), link.invitationId())
        .chain(invited -> read(link, invited));
  }

  private Uni<Outcome<Found>> read(Link link, Optional<Invited> invited) {
    return invited.isPresent() ? read(link, invited.get()) : Outcomes.refused(Refusals.linkDead());
  }

  private Uni<Outcome<Found>> read(Link link, Invited invited) {
    Outcome<Pending> live = InvitationRules.live(invited.row().invitation(), link, clock.instant());
    return Outcomes.chain(live, pending -> found(link, pending, invited));
  }

  private Uni<Outcome<Found>> found(Link link, Pending pending, Invited invited) {
    return switch (link) {
      case Link.Mailed mailed ->
          identity
              .hasLogin(pending.offer().invitee().address().text())
              .map(asked -> asked.map(exists -> found(link, pending, invited, exists)));
      case Link.Copied copied -> Outcomes.done(found(link, pending, invited, null));
    };
  }

  private static Found found(
      Link link, Pending pending, Invited invited, @Nullable Boolean exists) {
    return new Found(
        link,
        pending,
        invited.company(),
        Optional.ofNullable(invited.inviter()),
        exists,
        invited.wantsPhone() && pending.offer().invitee().phone() == null);
  }
}
