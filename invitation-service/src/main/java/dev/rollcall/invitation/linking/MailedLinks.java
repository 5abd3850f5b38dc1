package dev.rollcall.invitation.linking;

import dev.rollcall.invitation.Status;
import dev.rollcall.invitation.storage.InvitationRow;
import dev.rollcall.invitation.storage.InvitationRow.Delivery;
import dev.rollcall.invitation.storage.Links;
import dev.rollcall.platform.messaging.JobRequest;
import dev.rollcall.platform.messaging.Jobs;
import dev.rollcall.platform.time.Ids;
import dev.rollcall.platform.time.ProductClock;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/**
 * Makes the link of an invitation that has just become, or become again, PENDING, and ends links.
 * With the running transaction: link, mail and deadline are there, or none of them.
 */
@ApplicationScoped
public class MailedLinks {

  /** The job that hands a mail to the mail server; its subject is the mail's id. */
  public static final String MAIL_JOB = "invitation.mail";

  /** The job that ends a link whose time is up; its subject is the invitation's id. */
  public static final String EXPIRY_JOB = "invitation.expire";

  private final TokenSeal seal;
  private final Links links;
  private final WaitingMails mails;
  private final Jobs jobs;
  private final Ids ids;
  private final ProductClock clock;
  private final SecureRandom random = new SecureRandom();

  MailedLinks(
      TokenSeal seal, Links links, WaitingMails mails, Jobs jobs, Ids ids, ProductClock clock) {
    this.seal = seal;
    this.links = links;
    this.mails = mails;
    this.jobs = jobs;
    this.ids = ids;
    this.clock = clock;
  }

  /** A new link in a new mail; every earlier link is dead (INV-7, 9), the deadline is set. */
  public Uni<Void> mail(InvitationRow row, Instant expiresAt) {
    MailedToken token = MailedToken.random(random);
    UUID mailId = ids.next();
    row.delivered(Delivery.QUEUED, clock.instant());
    return links
        .replace(token.hash(), ids.next(), row)
        .chain(() -> mails.add(mailId, seal.seal(token, mailId), row))
        .chain(
            () ->
                jobs.plan(
                    JobRequest.at(expiresAt, EXPIRY_JOB, row.companyId(), row.id().toString())));
  }

  /**
   * Kills every link of an invitation that has just ended or was accepted; a mail that waits still
   * is not sent, its token is erased, and readers see what became of it (INV-19).
   */
  public Uni<Void> end(InvitationRow row) {
    Delivery end = endOfWaiting(row.status());
    if (row.delivery() == Delivery.QUEUED) {
      row.delivered(end, clock.instant());
    }
    return links
        .kill(row)
        .chain(() -> mails.end(row, end))
        .chain(() -> jobs.cancel(EXPIRY_JOB, row.companyId(), row.id().toString()));
  }

  private static Delivery endOfWaiting(Status status) {
    return switch (status) {
      // Whoever used the link has the mail, although the mail server didn't say so.
      case ACCEPTED, JOINED, DECLINED -> Delivery.SENT;
      case EXPIRED -> Delivery.FAILED;
      case REQUESTED, PENDING, ACCEPTING, REFUSED, REVOKED, BOUNCED -> Delivery.DROPPED;
    };
  }
}
