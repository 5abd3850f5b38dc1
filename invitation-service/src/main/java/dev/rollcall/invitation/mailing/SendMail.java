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
import dev.rollcall.invitation.storage.Mails.Taken;
import dev.rollcall.invitation.storage.Steps;
import dev.rollcall.platform.messaging.Background;
import dev.rollcall.platform.messaging.Job;
import dev.rollcall.platform.messaging.JobHandler;
import dev.rollcall.platform.messaging.Jobs;
import dev.rollcall.platform.storage.CompanyTransaction;
import dev.rollcall.platform.storage.DatabaseAway;
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

  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  /** How it ended, and after how many attempts. */
  private record End(Delivery delivery, SmtpReply reply, int attempts) {}

  private final CompanyTransaction transaction;
  private final LockedInvitations locked;
  private final Mails mails;
  private final MailSets sets;
  private final Jobs jobs;
  private final Background background;
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
      MailSets sets,
      Jobs jobs,
      Background background,
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
    this.sets = sets;
    this.jobs = jobs;
    this.background = background;
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

  /** One for each connection to the mail server: most of the time a mail waits for its answers. */
  @Override
  public int ownSlots() {
    return smtp.connections();
  }

  @Override
  public Uni<Void> run(Job job) {
    return sets.read(job.companyId(), UUID.fromString(job.subject()))
        .chain(mail -> mail.isPresent() ? inTime(mail.get(), job) : Uni.createFrom().voidItem());
  }

  private Uni<Void> inTime(Queued mail, Job job) {
    return clock.instant().isBefore(mail.expiresAt())
        ? deliver(mail, job)
        : settle(mail, job, new End(Delivery.FAILED, SmtpReply.NONE, job.attempt()));
  }

  private Uni<Void> deliver(Queued mail, Job job) {
    return written(mail)
        .chain(this::send)
        .onItemOrFailure()
        .transformToUni(
            (sent, failure) ->
                failure == null ? taken(mail, job) : notDelivered(mail, failure, job));
  }

  /**
   * From here on trying again would send it twice, so that recording it is tried again instead, for
   * as long as the database is away.
   */
  private Uni<Void> taken(Queued mail, Job job) {
    return onOwnContext(
        background
            .run(() -> record(mail, job))
            .onFailure(DatabaseAway::isToldBy)
            .retry()
            .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
            .expireIn(longest.toMillis()));
  }

  private Uni<Void> record(Queued mail, Job job) {
    return sets.settle(
            mail.companyId(), new Taken(mail.id(), mail.invitationId(), job.attempt(), job))
        .chain(
            settled ->
                settled
                    ? Uni.createFrom().voidItem()
                    : settle(mail, job, new End(Delivery.SENT, SmtpReply.NONE, job.attempt())));
  }

  private Uni<Void> notDelivered(Queued mail, Throwable failure, Job job) {
    SmtpReply reply = reply(failure);
    return reply.refusesMail()
        ? settle(mail, job, new End(Delivery.BOUNCED, reply, job.attempt()))
        : tryAgain(mail, job.attempt()).chain(() -> Uni.createFrom().failure(failure));
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

  private Uni<Void> send(Mail mail) {
    return onOwnContext(smtp.send(mail));
  }

  /** Comes back to the job's own context, where sessions may be opened. */
  private static <T> Uni<T> onOwnContext(Uni<T> work) {
    Context context = Objects.requireNonNull(Vertx.currentContext());
    return work.emitOn(task -> context.runOnContext(ignored -> task.run()));
  }

  private Uni<Void> settle(Queued mail, Job job, End end) {
    return locked.within(
        mail.companyId(),
        mail.invitationId(),
        row -> jobs.end(job).chain(() -> settle(row, mail, end)));
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
