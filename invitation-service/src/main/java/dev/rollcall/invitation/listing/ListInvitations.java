package dev.rollcall.invitation.listing;

import dev.rollcall.invitation.storage.InvitationList;
import dev.rollcall.invitation.storage.InvitationList.Filter;
import dev.rollcall.invitation.storage.InvitationList.Sight;
import dev.rollcall.invitation.storage.InvitationReads;
import dev.rollcall.invitation.storage.InvitationRow;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.web.access.Caller;
import dev.rollcall.platform.web.access.Scope;
import dev.rollcall.platform.web.paging.Found;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** Reads invitations as far as the caller may see them (USR-1, invitations.read). */
@ApplicationScoped
public class ListInvitations {

  static final String PERMISSION = "invitations.read";

  private final InvitationReads reads;
  private final InvitationList list;

  ListInvitations(InvitationReads reads, InvitationList list) {
    this.reads = reads;
    this.list = list;
  }

  /** Newest first; one more than asked for tells that there is more. */
  Uni<Found<InvitationRow>> list(Caller caller, Filter filter) {
    return list.page(caller.company(), sight(caller), filter);
  }

  /** One of them; out of sight is the same as not there. */
  public Uni<Outcome<InvitationRow>> find(Caller caller, UUID id) {
    return reads.find(caller.company(), id).map(found -> visible(caller, found));
  }

  private static Outcome<InvitationRow> visible(Caller caller, Optional<InvitationRow> found) {
    return found
        .filter(row -> sees(caller, row))
        .map(Outcome::done)
        .orElseGet(() -> Outcome.refused(Refusal.notFound()));
  }

  private static boolean sees(Caller caller, InvitationRow row) {
    return caller.mayIn(row.officeId(), PERMISSION) || row.invitedBy().equals(caller.userId());
  }

  private static Sight sight(Caller caller) {
    return switch (caller.scope(PERMISSION).orElse(Scope.OWN)) {
      case COMPANY -> new Sight(null, null);
      case OFFICES -> new Sight(caller.membership().adminOfficeIds(), null);
      case OWN -> new Sight(null, caller.userId());
    };
  }
}
