package dev.rollcall.invitation.issuing;

import dev.rollcall.invitation.Completeness;
import dev.rollcall.invitation.Draft;
import dev.rollcall.invitation.Invitation.Requested;
import dev.rollcall.invitation.InvitationRules;
import dev.rollcall.invitation.company.Companies;
import dev.rollcall.invitation.events.Transitions;
import dev.rollcall.invitation.events.Transitions.Happened;
import dev.rollcall.invitation.issuing.Situations.Situation;
import dev.rollcall.invitation.limiting.SendingBudget;
import dev.rollcall.invitation.mailing.MailAllowance;
import dev.rollcall.invitation.storage.InvitationRow;
import dev.rollcall.invitation.storage.Invitations;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.reactive.Outcomes;
import dev.rollcall.platform.storage.CompanyTransaction;
import dev.rollcall.platform.text.EmailAddress;
import dev.rollcall.platform.time.Ids;
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

/** Invites somebody: asks billing for a seat; the mail leaves when it is reserved (INV-6). */
@ApplicationScoped
public class IssueInvitation {

  private final CompanyTransaction transaction;
  private final Idempotency idempotency;
  private final Companies companies;
  private final Situations situations;
  private final Invitations invitations;
  private final MailAllowance allowance;
  private final SendingBudget budget;
  private final Transitions transitions;
  private final SeatDeadline deadline;
  private final Ids ids;
  private final ProductClock clock;

  IssueInvitation(
      CompanyTransaction transaction,
      Idempotency idempotency,
      Companies companies,
      Situations situations,
      Invitations invitations,
      MailAllowance allowance,
      SendingBudget budget,
      Transitions transitions,
      SeatDeadline deadline,
      Ids ids,
      ProductClock clock) {
    this.transaction = transaction;
    this.idempotency = idempotency;
    this.companies = companies;
    this.situations = situations;
    this.invitations = invitations;
    this.allowance = allowance;
    this.budget = budget;
    this.transitions = transitions;
    this.deadline = deadline;
    this.ids = ids;
    this.clock = clock;
  }

  /** The invitation's id; it is REQUESTED until billing has answered. */
  public Uni<Outcome<Created>> issue(Caller caller, Draft draft, @Nullable RequestKey key) {
    return companies.knowing(caller.company(), () -> transacted(caller, draft, key));
  }

  private Uni<Outcome<Created>> transacted(Caller caller, Draft draft, @Nullable RequestKey key) {
    return transaction.within(caller.company(), () -> once(caller, draft, key));
  }

  private Uni<Outcome<Created>> once(Caller caller, Draft draft, @Nullable RequestKey key) {
    return idempotency.once(key, () -> create(caller, draft, Completeness.FULL, Optional.empty()));
  }

  /**
   * The same inside the running transaction, for a row of a batch (INV-12).
   *
   * @param batch the operation that the invitation belongs to; it hears of the seat's answer
   */
  public Uni<Outcome<UUID>> issueOfBatch(Caller caller, Draft draft, UUID batch) {
    return create(caller, draft, Completeness.PROFILE_LATER, Optional.of(batch));
  }

  private Uni<Outcome<UUID>> create(
      Caller caller, Draft draft, Completeness completeness, Optional<UUID> batch) {
    Optional<EmailAddress> address = Optional.ofNullable(draft.email()).flatMap(EmailAddress::read);
    UUID id = ids.next();
    return situations
        .read(caller.company(), address, id)
        .map(
            read ->
                read.then(situation -> decide(caller, draft, address, completeness, situation, id)))
        .map(decided -> decided.map(requested -> row(requested, batch)))
        .chain(decided -> Outcomes.chain(decided, allowance::take))
        .chain(allowed -> Outcomes.chain(allowed, this::store));
  }

  private Outcome<Requested> decide(
      Caller caller,
      Draft draft,
      Optional<EmailAddress> address,
      Completeness completeness,
      Situation situation,
      UUID id) {
    return InvitationRules.issue(
        draft,
        address,
        completeness,
        Situations.inviter(caller),
        situation.company(),
        situation.known(),
        id,
        clock.instant());
  }

  private InvitationRow row(Requested requested, Optional<UUID> batch) {
    InvitationRow row = new InvitationRow(requested, clock.instant());
    batch.ifPresent(row::belongTo);
    return row;
  }

  private Uni<Outcome<UUID>> store(InvitationRow row) {
    return invitations
        .add(row)
        .chain(added -> transitions.publish(added, added.invitation(), Happened.REQUESTED))
        .call(deadline::begin)
        .chain(this::spend);
  }

  /** A seat that is bought pays for its mail: five a day come with each license (CO-7). */
  private Uni<Outcome<UUID>> spend(InvitationRow row) {
    return row.buysItsSeat()
        ? budget.spend(row.companyId(), row.invitedBy(), row.id())
        : budget.spendMail(row.companyId(), row.invitedBy(), row.id());
  }
}
