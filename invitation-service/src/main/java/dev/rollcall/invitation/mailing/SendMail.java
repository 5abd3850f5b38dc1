package dev.rollcall.invitation.mailing;

import dev.rollcall.invitation.bouncing.SmtpReply;
import dev.rollcall.invitation.bouncing.TakeBounce;
import dev.rollcall.invitation.configuration.InvitationConfig;
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
import dev.rollcall.platform.storage.CompanyTransaction;
import dev.rollcall.platform.time.ProductClock;
import io.quarkus.mailer.Mail;
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

  /** For a connection of the pool, and for each of the server's answers. */
  private static final int WAITS = 8;

  /** How it ended, and after how many attempts. */
  private record End(Delivery delivery, SmtpReply reply, int attempts) {}

  private final CompanyTransaction transaction;
  private final LockedInvitations locked;
  private final Mails mails;
  private final TakeBounce bounces;
  private final Steps steps;
  private final TokenSeal seal;
  private final InvitationMail letters;
  private final CodeMail codeLetters;
  private final Smtp smtp;
  private final ProductClock clock;
  private final Duration longest;

  SendMail(
      CompanyTransaction transaction,
      LockedInvitations locked,
      Mails mails,
      TakeBounce bounces,
      Steps steps,
      TokenSeal seal,
      InvitationMail letters,
      CodeMail codeLetters,
      Smtp smtp,
      ProductClock clock,
      InvitationConfig config) {
    this.transaction = transaction;
    this.locked = locked;
    this.mails = mails;
    this.bounces = bounces;
    this.steps = steps;
    this.seal = seal;
    this.letters = letters;
    this.codeLetters = codeLetters;
    this.smtp = smtp;
    this.clock = clock;
    this.longest = config.mailTimeout().multipliedBy(WAITS);
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

  /** A dialogue that is on is never given up for another one, which would send the mail twice. */
  @Override
  public Duration longest() {
    return longest;
  }

  @Override
  public Uni<Void> run(Job job) {
    return mails
        .queued(job.companyId(), UUID.fromString(job.subject()))
        .chain(mail -> mail.isPresent() ? inTime(mail.get(), job) : Uni.createFrom().voidItem());
  }

  private Uni<Void> inTime(Queued mail, Job job) {
    return clock.instant().isBefore(mail.expiresAt())
        ? deliver(mail, job.attempt())
        : settle(mail, new End(Delivery.FAILED, SmtpReply.NONE, job.attempt()));
  }

  private Uni<Void> deliver(Queued mail, int attempt) {
    return written(mail)
        .chain(this::send)
        .chain(() -> settle(mail, new End(Delivery.SENT, SmtpReply.NONE, attempt)))
        .onFailure()
        .recoverWithUni(failure -> notDelivered(mail, failure, attempt));
  }

  private Uni<Void> notDelivered(Queued mail, Throwable failure, int attempt) {
    SmtpReply reply = reply(failure);
    return reply.refusesMail()
        ? settle(mail, new End(Delivery.BOUNCED, reply, attempt))
        : tryAgain(mail, attempt).chain(() -> Uni.createFrom().failure(failure));
  }

  private Uni<Void> tryAgain(Queued mail, int attempt) {
    return transaction.within(
        mail.companyId(),
        () ->
            steps.mailTried(mail.companyId(), mail.invitationId(), mail.id(), attempt, "RETRYING"));
  }

  private Uni<Mail> written(Queued mail) {
    return switch (mail.kind()) {
      case INVITATION -> letters.write(mail, seal.openToken(mail.sealedToken(), mail.id()));
      case CODE -> codeLetters.write(mail, seal.openCode(mail.sealedToken(), mail.id()));
    };
  }

  /** Comes back to the job's own context, where sessions may be opened. */
  private Uni<Void> send(Mail mail) {
    Context context = Objects.requireNonNull(Vertx.currentContext());
    return smtp.send(mail).emitOn(work -> context.runOnContext(ignored -> work.run()));
  }

  private Uni<Void> settle(Queued mail, End end) {
    return locked.within(mail.companyId(), mail.invitationId(), row -> settle(row, mail, end));
  }

  private Uni<Void> settle(Optional<InvitationRow> row, Queued mail, End end) {
    return mails
        .settle(mail.companyId(), mail.id(), end.delivery(), end.reply().code(), clock.instant())
        .chain(
            first ->
                first && row.isPresent()
                    ? record(row.get(), mail, end)
                    : Uni.createFrom().voidItem());
  }

  private Uni<Void> record(InvitationRow row, Queued mail, End end) {
    return steps
        .mailTried(row.companyId(), row.id(), mail.id(), end.attempts(), end.delivery().name())
        .chain(() -> delivered(row, mail.kind(), end.delivery()));
  }

  /** The delivery that readers see is the invitation's; a code that comes back ends it as well. */
  private Uni<Void> delivered(InvitationRow row, Kind kind, Delivery end) {
    if (end == Delivery.BOUNCED) {
      return bounces.newest(row);
    }
    if (kind == Kind.INVITATION) {
      row.delivered(end, clock.instant());
    }
    return Uni.createFrom().voidItem();
  }

  private static SmtpReply reply(Throwable failure) {
    return failure instanceof SMTPException refusal ? Smtp.reply(refusal) : SmtpReply.NONE;
  }
}
