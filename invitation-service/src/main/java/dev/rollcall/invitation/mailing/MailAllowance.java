package dev.rollcall.invitation.mailing;

import dev.rollcall.invitation.Refusals;
import dev.rollcall.invitation.configuration.InvitationConfig;
import dev.rollcall.invitation.configuration.InvitationConfig.Limits;
import dev.rollcall.invitation.storage.InvitationRow;
import dev.rollcall.invitation.storage.MailCounts;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.time.ProductClock;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/**
 * How many mails a recipient may be sent (INV-9). Counted when the mail is asked for, so that who
 * asks hears the refusal; given back when no mail comes of it.
 */
@ApplicationScoped
public class MailAllowance {

  private final MailCounts counts;
  private final Recipients recipients;
  private final Limits limits;
  private final ProductClock clock;

  MailAllowance(
      MailCounts counts, Recipients recipients, InvitationConfig config, ProductClock clock) {
    this.counts = counts;
    this.recipients = recipients;
    this.limits = config.limits();
    this.clock = clock;
  }

  /** Holds back everybody else who invites the same address until the transaction ends. */
  public Uni<Void> lock(String address) {
    return counts.lock(recipients.hash(address));
  }

  /** Counts one mail for the row's recipient, or refuses with the time to wait. */
  public Uni<Outcome<InvitationRow>> take(InvitationRow row) {
    byte[] recipient = recipients.hash(row.address());
    Instant now = clock.instant();
    return counts
        .wait(recipient, row, now, limits.mailsPerCompany(), limits.mailsOverAll())
        .chain(
            wait ->
                wait.isPresent()
                    ? refused(Refusals.tooManyMails(wait.get()))
                    : counts.count(recipient, row, now).replaceWith(Outcome.done(row)));
  }

  /** No mail left for what was taken. */
  public Uni<Void> giveBack(InvitationRow row) {
    return counts.giveBack(recipients.hash(row.address()), row);
  }

  private static Uni<Outcome<InvitationRow>> refused(
      dev.rollcall.platform.outcome.Refusal refusal) {
    return Uni.createFrom().item(Outcome.refused(refusal));
  }
}
