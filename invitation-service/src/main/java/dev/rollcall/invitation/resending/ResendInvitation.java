package dev.rollcall.invitation.resending;

import dev.rollcall.invitation.Invitation;
import dev.rollcall.invitation.Invitation.Pending;
import dev.rollcall.invitation.InvitationRules;
import dev.rollcall.invitation.Refusals;
import dev.rollcall.invitation.events.Transitions;
import dev.rollcall.invitation.events.Transitions.Happened;
import dev.rollcall.invitation.expiring.ExpireInvitation;
import dev.rollcall.invitation.issuing.SeatDeadline;
import dev.rollcall.invitation.issuing.Situations;
import dev.rollcall.invitation.issuing.Situations.Situation;
import dev.rollcall.invitation.limiting.SendingBudget;
import dev.rollcall.invitation.linking.MailedLinks;
import dev.rollcall.invitation.mailing.MailAllowance;
import dev.rollcall.invitation.storage.InvitationReads;
import dev.rollcall.invitation.storage.InvitationRow;
import dev.rollcall.invitation.storage.Invitations;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.reactive.Outcomes;
import dev.rollcall.platform.storage.CompanyTransaction;
import dev.rollcall.platform.text.EmailAddress;
import dev.rollcall.platform.time.ProductClock;
import dev.rollcall.platform.web.access.Caller;
import dev.rollcall.platform.web.idempotency.Idempotency;
import dev.rollcall.platform.web.idempotency.Idempotency.Created;
import dev.rollcall.platform.web.idempotency.Idempotency.RequestKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Sends an invitation again (INV-9): a new link and a new deadline under the same id; where the
 * seat was given back, a new seat first.
 */
@ApplicationScoped
public class ResendInvitation {

  static final String PERMISSION = "invitations.resend";

  private final CompanyTransaction transaction;
  private final Idempotency idempotency;
  private final InvitationReads reads;
  private final Invitations invitations;
  private final Situations situations;
  private final MailAllowance allowance;
  private final SendingBudget budget;
  private final Transitions transitions;
  private final SeatDeadline deadline;
  private final MailedLinks links;
  private final ExpireInvitation expiry;
  private final ProductClock clock;

  ResendInvitation(
      CompanyTransaction transaction,
      Idempotency idempotency,
      InvitationReads reads,
      Invitations invitations,
      Situations situations,
      MailAllowance allowance,
      SendingBudget budget,
      Transitions transitions,
      SeatDeadline deadline,
      MailedLinks links,
      ExpireInvitation expiry,
      ProductClock clock) {
    this.transaction = transaction;
    this.idempotency = idempotency;
    this.reads = reads;
    this.invitations = invitations;
    this.situations = situations;
    this.allowance = allowance;
    this.budget = budget;
    this.transitions = transitions;
    this.deadline = deadline;
    this.links = links;
    this.expiry = expiry;
    this.clock = clock;
  }

  /** The invitation's id; it is PENDING, or REQUESTED until billing has answered. */
  public Uni<Outcome<Created>> resend(Caller caller, UUID id, @Nullable RequestKey key) {
    return reads
        .find(caller.company(), id)
        .map(found -> inReach(caller, found))
        .chain(found -> Outcomes.chain(found, seen -> transacted(caller, seen, key)));
  }

  private Uni<Outcome<Created>> transacted(
      Caller caller, InvitationRow seen, @Nullable RequestKey key) {
    return transaction.within(caller.company(), () -> once(caller, seen, key));
  }

  private Uni<Outcome<Created>> once(Caller caller, InvitationRow seen, @Nullable RequestKey key) {
    return idempotency.once(key, () -> resend(caller, seen));
  }

  /**
   * The recipient's lock comes before the invitation's, as everywhere, so that two of them never
   * wait for each other; that is why the address was read before.
   */
  private Uni<Outcome<UUID>> resend(Caller caller, InvitationRow seen) {
    EmailAddress address = new EmailAddress(seen.email(), seen.address());
    return situations
        .read(caller.company(), Optional.of(address), seen.id())
        .chain(read -> Outcomes.chain(read, situation -> resend(caller, seen, situation)));
  }

  private Uni<Outcome<UUID>> resend(Caller caller, InvitationRow seen, Situation situation) {
    return invitations
        .lock(caller.company(), seen.id())
        .map(Optional::orElseThrow)
        .call(expiry::ifDue)
        .chain(row -> decided(caller, row, situation));
  }

  private Uni<Outcome<UUID>> decided(Caller caller, InvitationRow row, Situation situation) {
    if (row.anonymisedAt() != null) {
      return Outcomes.refused(Refusals.anonymised());
    }
    Outcome<Invitation> decision =
        InvitationRules.resend(
            row.invitation(),
            Situations.inviter(caller),
            situation.company(),
            situation.known(),
            clock.instant());
    return Outcomes.chain(decision, next -> store(row, next));
  }

  private Uni<Outcome<UUID>> store(InvitationRow row, Invitation next) {
    Happened happened = next instanceof Pending ? Happened.RESENT : Happened.REQUESTED;
    return transitions
        .publish(row, next, happened)
        .chain(allowance::take)
        .chain(allowed -> Outcomes.chain(allowed, counted -> mailOrWait(counted, next)));
  }

  private Uni<Outcome<UUID>> mailOrWait(InvitationRow row, Invitation next) {
    Uni<Void> begun =
        next instanceof Pending pending
            ? links.mail(row, pending.expiresAt())
            : deadline.begin(row);
    return begun.chain(() -> budget.spendMail(row.companyId(), row.invitedBy(), row.id()));
  }

  private static Outcome<InvitationRow> inReach(Caller caller, Optional<InvitationRow> found) {
    return found
        .filter(row -> caller.mayIn(row.officeId(), PERMISSION))
        .map(Outcome::done)
        .orElseGet(() -> Outcome.refused(Refusal.notFound()));
  }
}
