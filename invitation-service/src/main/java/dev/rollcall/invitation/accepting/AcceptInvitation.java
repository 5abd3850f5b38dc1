package dev.rollcall.invitation.accepting;

import dev.rollcall.invitation.Acceptance;
import dev.rollcall.invitation.Company;
import dev.rollcall.invitation.Invitation.Accepting;
import dev.rollcall.invitation.Invitation.Claim;
import dev.rollcall.invitation.Invitation.Pending;
import dev.rollcall.invitation.InvitationRules;
import dev.rollcall.invitation.Link;
import dev.rollcall.invitation.Refusals;
import dev.rollcall.invitation.company.Companies;
import dev.rollcall.invitation.configuration.InvitationConfig;
import dev.rollcall.invitation.events.Transitions;
import dev.rollcall.invitation.identity.Identity;
import dev.rollcall.invitation.identity.Identity.Credentials;
import dev.rollcall.invitation.identity.JoinOutcome;
import dev.rollcall.invitation.joining.FinishJoin;
import dev.rollcall.invitation.joining.SettleJoin;
import dev.rollcall.invitation.storage.InvitationReads;
import dev.rollcall.invitation.storage.InvitationRow;
import dev.rollcall.platform.messaging.JobRequest;
import dev.rollcall.platform.messaging.JobRequest.Timeline;
import dev.rollcall.platform.messaging.Jobs;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.reactive.Outcomes;
import dev.rollcall.platform.time.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Accepts an invitation (INV-14, 15): claims it, has identity make the member, and records how that
 * ended. Exactly one of many acceptances holds the claim; a crash leaves a claim that a job
 * settles.
 */
@ApplicationScoped
public class AcceptInvitation {

  /** The new member. */
  public record Welcome(
      UUID companyId,
      UUID userId,
      Optional<JoinOutcome.SignIn> signIn,
      List<String> droppedProducts) {}

  private record Claimed(Accepting accepting, List<String> droppedProducts) {}

  private final OpenLinks openLinks;
  private final LiveLinks liveLinks;
  private final MailboxProof proofs;
  private final InvitationReads reads;
  private final Companies companies;
  private final Transitions transitions;
  private final Identity identity;
  private final FinishJoin finishJoin;
  private final Jobs jobs;
  private final Ids ids;
  private final Duration lease;
  private final Clock realClock = Clock.systemUTC();

  AcceptInvitation(
      OpenLinks openLinks,
      LiveLinks liveLinks,
      MailboxProof proofs,
      InvitationReads reads,
      Companies companies,
      Transitions transitions,
      Identity identity,
      FinishJoin finishJoin,
      Jobs jobs,
      Ids ids,
      InvitationConfig config) {
    this.openLinks = openLinks;
    this.liveLinks = liveLinks;
    this.proofs = proofs;
    this.reads = reads;
    this.companies = companies;
    this.transitions = transitions;
    this.identity = identity;
    this.finishJoin = finishJoin;
    this.jobs = jobs;
    this.ids = ids;
    this.lease = config.claimLease();
  }

  /**
   * Accepts by the token of a link; a copied one needs the code that proves the mailbox.
   *
   * @param acceptance what the person fills in, and whether they are signed in
   * @param credentials handed on to identity, and nowhere else
   */
  public Uni<Outcome<Welcome>> accept(
      @Nullable String token,
      @Nullable String code,
      Acceptance acceptance,
      Credentials credentials) {
    return openLinks
        .open(token)
        .chain(link -> Outcomes.chain(link, found -> claimOrExplain(found, acceptance, code)))
        .chain(claimed -> Outcomes.chain(claimed, held -> join(held, credentials)));
  }

  private Uni<Outcome<Claimed>> claimOrExplain(
      Link link, Acceptance acceptance, @Nullable String code) {
    return liveLinks
        .within(link, (row, pending) -> claim(link, row, pending, acceptance, code))
        .chain(claimed -> explain(link, claimed));
  }

  private Uni<Outcome<Claimed>> claim(
      Link link, InvitationRow row, Pending pending, Acceptance acceptance, @Nullable String code) {
    return Outcomes.chain(
            InvitationRules.mayAccept(pending, acceptance), admitted -> proofs.of(link, code))
        .chain(proved -> Outcomes.chain(proved, proof -> claim(row, pending, acceptance)));
  }

  private Uni<Outcome<Claimed>> claim(InvitationRow row, Pending pending, Acceptance acceptance) {
    return companies
        .find(row.companyId())
        .map(found -> decide(pending, acceptance, found))
        .chain(decided -> Outcomes.chain(decided, claimed -> store(row, claimed)));
  }

  private Outcome<Claimed> decide(Pending pending, Acceptance acceptance, Outcome<Company> found) {
    return found.then(company -> decide(pending, acceptance, company));
  }

  private Outcome<Claimed> decide(Pending pending, Acceptance acceptance, Company company) {
    Claim claim = new Claim(ids.next(), realClock.instant().plus(lease));
    List<String> dropped = InvitationRules.disabled(pending.offer(), company);
    return InvitationRules.claim(pending, acceptance, company, claim)
        .map(accepting -> new Claimed(accepting, dropped));
  }

  private Uni<Outcome<Claimed>> store(InvitationRow row, Claimed claimed) {
    Accepting accepting = claimed.accepting();
    Instant settleAt = accepting.claim().until();
    return transitions
        .quietly(row, accepting, "invitation", "accepting", "done")
        .chain(
            () ->
                jobs.plan(
                    new JobRequest(
                        SettleJoin.KIND,
                        row.companyId(),
                        SettleJoin.subject(accepting),
                        settleAt,
                        Timeline.REAL)))
        .replaceWith(Outcome.done(claimed));
  }

  /** No password and not signed in: whoever has a login should sign in (INV-15). */
  private Uni<Outcome<Claimed>> explain(Link link, Outcome<Claimed> claimed) {
    return lacksPassword(claimed)
        ? reads
            .find(link.companyId(), link.invitationId())
            .chain(row -> identity.hasLogin(row.orElseThrow().email()))
            .map(asked -> signInInstead(asked, claimed))
        : Uni.createFrom().item(claimed);
  }

  private static boolean lacksPassword(Outcome<Claimed> claimed) {
    return claimed instanceof Outcome.Refused<Claimed>(Refusal refusal)
        && refusal.violations().stream()
            .anyMatch(violation -> violation.pointer().equals("/password"));
  }

  private static Outcome<Claimed> signInInstead(Outcome<Boolean> asked, Outcome<Claimed> refused) {
    return asked.then(known -> known ? Outcome.refused(Refusals.signInRequired()) : refused);
  }

  private Uni<Outcome<Welcome>> join(Claimed claimed, Credentials credentials) {
    return identity
        .join(claimed.accepting(), credentials)
        .chain(outcome -> finish(claimed, outcome));
  }

  private Uni<Outcome<Welcome>> finish(Claimed claimed, JoinOutcome outcome) {
    return switch (outcome) {
      case JoinOutcome.Joined joined ->
          finishJoin
              .joined(claimed.accepting(), joined.userId())
              .replaceWith(Outcome.done(welcome(claimed, joined)));
      case JoinOutcome.Refused(Refusal refusal) ->
          finishJoin
              .refused(claimed.accepting(), refusal.code())
              .replaceWith(Outcome.refused(refusal));
      case JoinOutcome.Unknown() ->
          finishJoin
              .unknown(claimed.accepting())
              .replaceWith(Outcome.refused(Refusals.identityAway()));
    };
  }

  private static Welcome welcome(Claimed claimed, JoinOutcome.Joined joined) {
    List<String> dropped =
        Stream.concat(claimed.droppedProducts().stream(), joined.droppedProducts().stream())
            .distinct()
            .toList();
    return new Welcome(
        claimed.accepting().offer().companyId(), joined.userId(), joined.signIn(), dropped);
  }
}
