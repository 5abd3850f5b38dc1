package dev.rollcall.invitation.mailing;

import dev.rollcall.invitation.Refusals;
import dev.rollcall.invitation.configuration.InvitationConfig;
import dev.rollcall.invitation.configuration.InvitationConfig.Limits;
import dev.rollcall.invitation.limiting.DailyMails;
import dev.rollcall.invitation.storage.InvitationRow;
import dev.rollcall.invitation.storage.MailCounts;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.time.ProductClock;
import dev.rollcall.platform.web.limiting.RateLimits;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * How many mails a recipient may be sent (INV-9). Counted when the mail is asked for, so that who
 * asks hears the refusal; given back when no mail comes of it.
 */
@ApplicationScoped
public class MailAllowance {

  private final MailCounts counts;
  private final Recipients recipients;
  private final DailyMails daily;
  private final Limits limits;
  private final RateLimits rateLimits;
  private final ProductClock clock;

  MailAllowance(
      MailCounts counts,
      Recipients recipients,
      DailyMails daily,
      InvitationConfig config,
      RateLimits rateLimits,
      ProductClock clock) {
    this.counts = counts;
    this.recipients = recipients;
    this.daily = daily;
    this.limits = config.limits();
    this.rateLimits = rateLimits;
    this.clock = clock;
  }

  /** Holds back everybody else who invites the same address until the transaction ends. */
  public Uni<Void> lock(String address) {
    return counts.lock(recipients.hash(address));
  }

  /** Counts one mail for the row's recipient, or refuses with the time to wait. */
  public Uni<Outcome<InvitationRow>> take(InvitationRow row) {
    return allowed(row, 0)
        .call(limit -> whenAllowed(limit, () -> counts.count(hash(row), row, limit.now())))
        .map(limit -> outcome(limit, row));
  }

  /**
   * The same for a mail that carries a code. One mail is left over: whoever holds a copied link
   * can't use up what a resend needs, which is how a locked code is recovered from (INV-10). Nor
   * the company's day: a code is no invitation (CO-7).
   */
  public Uni<Outcome<InvitationRow>> takeForCode(InvitationRow row, UUID mailId) {
    return allowed(row, 1)
        .call(limit -> whenAllowed(limit, () -> counts.count(hash(row), row, mailId, limit.now())))
        .map(limit -> outcome(limit, row));
  }

  private Uni<RecipientLimit> allowed(InvitationRow row, int leftOver) {
    Instant now = clock.instant();
    int perCompany = limits.mailsPerCompany() - leftOver;
    int overAll = limits.mailsOverAll() - leftOver;
    return counts
        .recent(hash(row), row.companyId(), now, Math.max(perCompany, overAll))
        .map(recent -> new RecipientLimit(recent, perCompany, overAll, now))
        .invoke(limit -> rateLimits.tell(limit.told()));
  }

  private static Uni<Void> whenAllowed(RecipientLimit limit, Supplier<Uni<Void>> count) {
    return limit.untilFree().isPresent() ? Uni.createFrom().voidItem() : count.get();
  }

  private static Outcome<InvitationRow> outcome(RecipientLimit limit, InvitationRow row) {
    return limit
        .untilFree()
        .map(Refusals::tooManyMails)
        .<Outcome<InvitationRow>>map(Outcome::refused)
        .orElseGet(() -> Outcome.done(row));
  }

  /** No mail left for what was taken. */
  public Uni<Void> giveBack(InvitationRow row) {
    return counts.giveBack(hash(row), row).chain(counted -> ofDay(row, counted));
  }

  /** An invitation that buys its seat has spent nothing of the day. */
  private Uni<Void> ofDay(InvitationRow row, Optional<Instant> counted) {
    return counted
        .filter(at -> !row.buysItsSeat())
        .map(at -> daily.giveBack(row.companyId(), at))
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  private byte[] hash(InvitationRow row) {
    return recipients.hash(row.address());
  }
}
