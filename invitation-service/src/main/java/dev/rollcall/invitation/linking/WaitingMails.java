package dev.rollcall.invitation.linking;

import dev.rollcall.invitation.storage.InvitationRow;
import dev.rollcall.invitation.storage.InvitationRow.Delivery;
import dev.rollcall.invitation.storage.Mails;
import dev.rollcall.invitation.storage.Mails.Kind;
import dev.rollcall.invitation.storage.ReturnPathRows;
import dev.rollcall.invitation.storage.Steps;
import dev.rollcall.platform.messaging.Jobs;
import dev.rollcall.platform.time.ProductClock;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;

/**
 * Mails that wait for their sending. With the running transaction: the mail, the job that sends it,
 * the return path by which it is known when it comes back (INV-19) and its step on the timeline
 * (INV-21) are there, or none of them.
 */
@ApplicationScoped
class WaitingMails {

  private final Mails mails;
  private final ReturnPaths returnPaths;
  private final ReturnPathRows returnPathRows;
  private final Steps steps;
  private final Jobs jobs;
  private final ProductClock clock;

  WaitingMails(
      Mails mails,
      ReturnPaths returnPaths,
      ReturnPathRows returnPathRows,
      Steps steps,
      Jobs jobs,
      ProductClock clock) {
    this.mails = mails;
    this.returnPaths = returnPaths;
    this.returnPathRows = returnPathRows;
    this.steps = steps;
    this.jobs = jobs;
    this.clock = clock;
  }

  /** The mail with a new link, instead of any that waits still. */
  Uni<Void> add(UUID mailId, String sealedToken, InvitationRow row) {
    return mails
        .queue(mailId, sealedToken, row, clock.instant())
        .chain(() -> steps.mailsEnded(row, Delivery.DROPPED))
        .chain(() -> toSend(mailId, Kind.INVITATION, row));
  }

  /** The mail with a new code, instead of an earlier code that waits still. */
  Uni<Void> addCode(UUID mailId, String sealedCode, InvitationRow row, Instant expiresAt) {
    return mails
        .queueCode(mailId, sealedCode, row, expiresAt, clock.instant())
        .chain(() -> steps.codeMailsDropped(row))
        .chain(() -> toSend(mailId, Kind.CODE, row));
  }

  /** Codes that wait still are not sent. */
  Uni<Void> dropCodes(InvitationRow row) {
    return mails.dropCodes(row, clock.instant()).chain(() -> steps.codeMailsDropped(row));
  }

  /**
   * None of the invitation's mails is sent any more.
   *
   * @param end what is said of those that waited still
   */
  Uni<Void> end(InvitationRow row, Delivery end) {
    return mails.drop(row, clock.instant()).chain(() -> steps.mailsEnded(row, end));
  }

  private Uni<Void> toSend(UUID mailId, Kind kind, InvitationRow row) {
    return steps
        .mailQueued(row, mailId, kind)
        .chain(() -> returnPathRows.add(returnPaths.hash(mailId), mailId, row))
        .chain(() -> jobs.begin(MailedLinks.MAIL_JOB, row.companyId(), mailId.toString()));
  }
}
