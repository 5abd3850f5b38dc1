package dev.rollcall.numbering.entitlement;

import dev.rollcall.numbering.Member;
import dev.rollcall.numbering.Refusals;
import dev.rollcall.numbering.company.KnownCompanies;
import dev.rollcall.numbering.storage.EntitlementReads;
import dev.rollcall.numbering.storage.EntitlementView;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.web.access.Caller;
import dev.rollcall.platform.web.access.Scope;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** Tells the user, and who reads the numbers of their office, what they are entitled to (NUM-1). */
@ApplicationScoped
public class ReadEntitlement {

  private static final String PERMISSION = "numbers.read";

  private final KnownCompanies known;
  private final EntitlementReads entitlements;

  ReadEntitlement(KnownCompanies known, EntitlementReads entitlements) {
    this.known = known;
    this.entitlements = entitlements;
  }

  /** 404 where the company has no such user, 403 for one out of the reader's reach. */
  public Uni<Outcome<EntitlementView>> of(Caller reader, UUID userId) {
    return reachable(reader, userId).chain(member -> entitled(reader.company(), member));
  }

  /** Who reads only their own is refused whether there is such a user or not. */
  private Uni<Outcome<Member>> reachable(Caller reader, UUID userId) {
    boolean own = userId.equals(reader.userId());
    return !own && reader.scope(PERMISSION).orElse(Scope.OWN) == Scope.OWN
        ? Uni.createFrom().item(Outcome.refused(Refusals.notInScope()))
        : known.ensureMember(reader.company(), userId).map(found -> inReach(reader, found, own));
  }

  private static Outcome<Member> inReach(Caller reader, Optional<Member> found, boolean own) {
    return found
        .map(
            member ->
                own || reader.mayIn(member.officeId(), PERMISSION)
                    ? Outcome.done(member)
                    : Outcome.<Member>refused(Refusals.notInScope()))
        .orElseGet(() -> Outcome.refused(Refusal.notFound()));
  }

  private Uni<Outcome<EntitlementView>> entitled(UUID company, Outcome<Member> reachable) {
    return reachable.fold(
        member -> entitlements.of(company, member.userId()).map(Outcome::done),
        refusal -> Uni.createFrom().item(Outcome.refused(refusal)));
  }
}
