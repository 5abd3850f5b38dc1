package dev.rollcall.invitation.accepting;

import dev.rollcall.invitation.Invitation.Pending;
import dev.rollcall.invitation.Link;
import dev.rollcall.invitation.Refusals;
import dev.rollcall.invitation.linking.MailedCodes;
import dev.rollcall.invitation.mailing.MailAllowance;
import dev.rollcall.invitation.storage.InvitationReads;
import dev.rollcall.invitation.storage.InvitationRow;
import dev.rollcall.invitation.storage.Steps;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.reactive.Outcomes;
import dev.rollcall.platform.storage.CompanyTransaction;
import dev.rollcall.platform.time.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Has the code that a copied link needs mailed to the invited address (INV-10). */
@ApplicationScoped
public class RequestCode {

  /**
   * A code is on its way.
   *
   * @param email masked
   * @param expiresAt until when the code is good
   */
  public record Sent(String email, Instant expiresAt) {}

  private final OpenLinks openLinks;
  private final LiveLinks liveLinks;
  private final CompanyTransaction transaction;
  private final InvitationReads reads;
  private final MailAllowance allowance;
  private final MailedCodes codes;
  private final Steps steps;
  private final Ids ids;

  RequestCode(
      OpenLinks openLinks,
      LiveLinks liveLinks,
      CompanyTransaction transaction,
      InvitationReads reads,
      MailAllowance allowance,
      MailedCodes codes,
      Steps steps,
      Ids ids) {
    this.openLinks = openLinks;
    this.liveLinks = liveLinks;
    this.transaction = transaction;
    this.reads = reads;
    this.allowance = allowance;
    this.codes = codes;
    this.steps = steps;
    this.ids = ids;
  }

  /** Mails a code for the copied link of that token; within the limits of all mail (INV-9). */
  public Uni<Outcome<Sent>> request(@Nullable String token) {
    return openLinks.open(token).chain(link -> Outcomes.chain(link, this::request));
  }

  private Uni<Outcome<Sent>> request(Link link) {
    return reads
        .find(link.companyId(), link.invitationId())
        .chain(found -> found.map(seen -> request(link, seen)).orElseGet(RequestCode::dead));
  }

  private Uni<Outcome<Sent>> request(Link link, InvitationRow seen) {
    return transaction.within(link.companyId(), () -> locked(link, seen));
  }

  /** The recipient's lock comes before the invitation's, as everywhere. */
  private Uni<Outcome<Sent>> locked(Link link, InvitationRow seen) {
    return allowance.lock(seen.address()).chain(() -> mailOnce(link));
  }

  private Uni<Outcome<Sent>> mailOnce(Link link) {
    return liveLinks.locked(link, (row, pending) -> mailIfCopied(link, row, pending));
  }

  private Uni<Outcome<Sent>> mailIfCopied(Link link, InvitationRow row, Pending pending) {
    return switch (link) {
      case Link.Mailed mailed -> Outcomes.refused(Refusals.codeNotNeeded());
      case Link.Copied copied -> mail(copied, row, pending, ids.next());
    };
  }

  private Uni<Outcome<Sent>> mail(
      Link.Copied link, InvitationRow row, Pending pending, UUID mailId) {
    return codes
        .mail(mailId, link, row, pending)
        .chain(mailed -> Outcomes.chain(mailed, until -> counted(row, mailId, until)));
  }

  private Uni<Outcome<Sent>> counted(InvitationRow row, UUID mailId, Instant until) {
    return allowance
        .takeForCode(row, mailId)
        .call(() -> steps.add(row, "invitation", "code-requested", "done"))
        .map(allowed -> allowed.map(taken -> sent(taken, until)));
  }

  private static Sent sent(InvitationRow row, Instant until) {
    return new Sent(row.invitation().offer().invitee().address().masked(), until);
  }

  private static Uni<Outcome<Sent>> dead() {
    return Outcomes.refused(Refusals.linkDead());
  }
}
