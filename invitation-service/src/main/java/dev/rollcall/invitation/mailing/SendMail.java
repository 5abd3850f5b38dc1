package dev.rollcall.invitation.mailing;

import dev.rollcall.invitation.Invitation.Pending;
import dev.rollcall.invitation.configuration.InvitationConfig;
import dev.rollcall.invitation.events.Transitions;
import dev.rollcall.invitation.events.Transitions.Happened;
import dev.rollcall.invitation.linking.MailedLinks;
import dev.rollcall.invitation.linking.TokenSeal;
import dev.rollcall.invitation.storage.InvitationRow;
import dev.rollcall.invitation.storage.InvitationRow.Delivery;
import dev.rollcall.invitation.storage.LockedInvitations;
import dev.rollcall.invitation.storage.Mails;
import dev.rollcall.invitation.storage.Mails.Kind;
import dev.rollcall.invitation.storage.Mails.Queued;
import dev.rollcall.invitation.storage.Steps;
import dev.rollcall.platform.messaging.Job;
import dev.rollcall.platform.messaging.JobHandler;
import dev.rollcall.platform.time.ProductClock;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.SMTPException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Hands one mail to the mail server and erases its token (INV-7, 19). A mail that is no longer
 * wanted, because a newer one was made or the invitation has ended, is not sent; one that the mail
 * server doesn't take is tried for as long as its link lives.
 */
@ApplicationScoped
public class SendMail implements JobHandler {

  private static final int NO_REPLY_CODE = 0;

  private final LockedInvitations locked;
  private final Mails mails;
  private final Transitions transitions;
  private final Steps steps;
  private final MailedLinks links;
  private final TokenSeal seal;
  private final InvitationMail letters;
  private final CodeMail codeLetters;
  private final ReactiveMailer mailer;
  private final ProductClock clock;
  private final Duration timeout;

  SendMail(
      LockedInvitations locked,
      Mails mails,
      Transitions transitions,
      Steps steps,
      MailedLinks links,
      TokenSeal seal,
      InvitationMail letters,
      CodeMail codeLetters,
      ReactiveMailer mailer,
      ProductClock clock,
      InvitationConfig config) {
    this.locked = locked;
    this.mails = mails;
    this.transitions = transitions;
    this.steps = steps;
    this.links = links;
    this.seal = seal;
    this.letters = letters;
    this.codeLetters = codeLetters;
    this.mailer = mailer;
    this.clock = clock;
    this.timeout = config.mailTimeout();
  }

  @Override
  public String kind() {
    return MailedLinks.MAIL_JOB;
  }

  /** Not counted: the link's expiry ends it, so that an outage or a crash loses no mail. */
  @Override
  public int maxAttempts() {
    return Integer.MAX_VALUE;
  }

  @Override
  public Uni<Void> run(Job job) {
    return mails
        .queued(job.companyId(), UUID.fromString(job.subject()))
        .chain(mail -> mail.isPresent() ? inTime(mail.get()) : Uni.createFrom().voidItem());
  }

  private Uni<Void> inTime(Queued mail) {
    return clock.instant().isBefore(mail.expiresAt())
        ? deliver(mail)
        : settle(mail, Delivery.FAILED, NO_REPLY_CODE);
  }

  private Uni<Void> deliver(Queued mail) {
    return written(mail)
        .chain(this::send)
        .chain(() -> settle(mail, Delivery.SENT, NO_REPLY_CODE))
        .onFailure(SendMail::isRefusedForGood)
        .recoverWithUni(failure -> settle(mail, Delivery.BOUNCED, replyCode(failure)));
  }

  private Uni<Mail> written(Queued mail) {
    return switch (mail.kind()) {
      case INVITATION -> letters.write(mail, seal.openToken(mail.sealedToken(), mail.id()));
      case CODE -> codeLetters.write(mail, seal.openCode(mail.sealedToken(), mail.id()));
    };
  }

  /** Comes back to the job's own context after a timeout, where sessions may be opened. */
  private Uni<Void> send(Mail mail) {
    Context context = Objects.requireNonNull(Vertx.currentContext());
    return mailer
        .send(mail)
        .ifNoItem()
        .after(timeout)
        .fail()
        .emitOn(work -> context.runOnContext(ignored -> work.run()));
  }

  private Uni<Void> settle(Queued mail, Delivery end, int replyCode) {
    return locked.within(
        mail.companyId(), mail.invitationId(), row -> settle(row, mail, end, replyCode));
  }

  private Uni<Void> settle(Optional<InvitationRow> row, Queued mail, Delivery end, int replyCode) {
    return mails
        .settle(mail.companyId(), mail.id(), end, replyCode, clock.instant())
        .chain(
            first ->
                first && row.isPresent()
                    ? record(row.get(), mail, end)
                    : Uni.createFrom().voidItem());
  }

  private Uni<Void> record(InvitationRow row, Queued mail, Delivery end) {
    boolean carriesCode = mail.kind() == Kind.CODE;
    if (!carriesCode || end == Delivery.BOUNCED) {
      row.delivered(end, clock.instant());
    }
    return end == Delivery.BOUNCED && row.invitation() instanceof Pending pending
        ? transitions.publish(row, pending.bounce(), Happened.BOUNCED).chain(links::end)
        : steps.add(row, "invitation", carriesCode ? "code-mail" : "mail", end.name());
  }

  /** The mail server will never take mail for this recipient (RFC 5321 §4.2.3, 55z). */
  private static boolean isRefusedForGood(Throwable failure) {
    return replyCode(failure) / 10 == 55;
  }

  private static int replyCode(Throwable failure) {
    return failure instanceof SMTPException refusal ? refusal.getReplyCode() : NO_REPLY_CODE;
  }
}
