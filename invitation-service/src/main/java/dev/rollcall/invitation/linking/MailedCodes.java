package dev.rollcall.invitation.linking;

import dev.rollcall.invitation.Invitation.Pending;
import dev.rollcall.invitation.Link;
import dev.rollcall.invitation.Refusals;
import dev.rollcall.invitation.configuration.InvitationConfig;
import dev.rollcall.invitation.storage.Codes;
import dev.rollcall.invitation.storage.InvitationRow;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.reactive.Outcomes;
import dev.rollcall.platform.time.ProductClock;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Makes the code for a copied link and the mail that carries it (INV-10). */
@ApplicationScoped
public class MailedCodes {

  private final Codes codes;
  private final CodeHashes hashes;
  private final TokenSeal seal;
  private final WaitingMails mails;
  private final ProductClock clock;
  private final Duration lifetime;
  private final int mostTries;
  private final SecureRandom random = new SecureRandom();

  MailedCodes(
      Codes codes,
      CodeHashes hashes,
      TokenSeal seal,
      WaitingMails mails,
      ProductClock clock,
      InvitationConfig config) {
    this.codes = codes;
    this.hashes = hashes;
    this.seal = seal;
    this.mails = mails;
    this.clock = clock;
    this.lifetime = config.codeLifetime();
    this.mostTries = config.limits().codeTries();
  }

  /**
   * A new code in a new mail, with the running transaction; the earlier code is void, the wrong
   * ones that were tried stay counted. Refused once they are too many: who could have new tries
   * with every new code could try for ever.
   *
   * @return until when the code is good
   */
  public Uni<Outcome<Instant>> mail(
      UUID mailId, Link.Copied link, InvitationRow row, Pending pending) {
    Instant expiresAt = earlier(clock.instant().plus(lifetime), pending.expiresAt());
    Code code = Code.random(random);
    return codes
        .renew(link, hashes.of(link, code), expiresAt, mostTries)
        .chain(
            renewed ->
                renewed
                    ? send(mailId, code, row, expiresAt)
                    : Outcomes.refused(Refusals.codeLocked()));
  }

  private Uni<Outcome<Instant>> send(UUID mailId, Code code, InvitationRow row, Instant expiresAt) {
    return mails
        .addCode(mailId, seal.seal(code, mailId), row, expiresAt)
        .replaceWith(Outcome.done(expiresAt));
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
