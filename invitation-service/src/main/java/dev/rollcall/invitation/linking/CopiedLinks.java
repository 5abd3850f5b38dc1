package dev.rollcall.invitation.linking;

import dev.rollcall.invitation.storage.InvitationRow;
import dev.rollcall.invitation.storage.Links;
import dev.rollcall.platform.time.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;

/** Makes links that an admin hands over (INV-10); of an invitation, only the newest one lives. */
@ApplicationScoped
public class CopiedLinks {

  private final Links links;
  private final WaitingMails mails;
  private final Ids ids;
  private final SecureRandom random = new SecureRandom();

  CopiedLinks(Links links, WaitingMails mails, Ids ids) {
    this.links = links;
    this.mails = mails;
    this.ids = ids;
  }

  /**
   * A new copy with the running transaction, with all tries at its code; it lives as long as the
   * mailed link does. The token is kept nowhere, so only this call's answer has it.
   */
  public Uni<CopiedToken> copy(InvitationRow row) {
    CopiedToken token = CopiedToken.random(random);
    return links
        .replaceCopy(token.hash(), ids.next(), row)
        .chain(() -> mails.dropCodes(row))
        .replaceWith(token);
  }
}
