package dev.rollcall.invitation.batching;

import dev.rollcall.invitation.BatchRules;
import dev.rollcall.invitation.BatchRules.Asked;
import dev.rollcall.invitation.BatchRules.Classified;
import dev.rollcall.invitation.Company;
import dev.rollcall.invitation.Company.Office;
import dev.rollcall.invitation.InvitationRules;
import dev.rollcall.invitation.Inviter;
import dev.rollcall.invitation.KnownAs;
import dev.rollcall.invitation.company.Companies;
import dev.rollcall.invitation.issuing.Situations;
import dev.rollcall.invitation.storage.Invitations;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.outcome.Outcome.Refused;
import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.outcome.Violation;
import dev.rollcall.platform.reactive.Outcomes;
import dev.rollcall.platform.storage.CompanyTransaction;
import dev.rollcall.platform.text.EmailAddress;
import dev.rollcall.platform.time.ProductClock;
import dev.rollcall.platform.web.access.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Says of every row of a batch what inviting it would come to now (INV-12). */
@ApplicationScoped
class ClassifyBatch {

  private final ReadBatch readBatch;
  private final CompanyTransaction transaction;
  private final Companies companies;
  private final Invitations invitations;
  private final ProductClock clock;

  ClassifyBatch(
      ReadBatch readBatch,
      CompanyTransaction transaction,
      Companies companies,
      Invitations invitations,
      ProductClock clock) {
    this.readBatch = readBatch;
    this.transaction = transaction;
    this.companies = companies;
    this.invitations = invitations;
    this.clock = clock;
  }

  /** Reads the rows, and runs the work on them in a transaction of the caller's company. */
  <T> Uni<Outcome<T>> within(
      Caller caller, BatchRequest request, Function<List<Asked>, Uni<Outcome<T>>> work) {
    return Outcomes.chain(readBatch.read(request), rows -> withinKnowing(caller, rows, work));
  }

  private <T> Uni<Outcome<T>> withinKnowing(
      Caller caller, List<Asked> rows, Function<List<Asked>, Uni<Outcome<T>>> work) {
    return knowOffices(caller.company(), rows)
        .chain(known -> Outcomes.chain(known, all -> within(caller, rows, work)));
  }

  /**
   * Has identity asked, once, where rows name an office that the view lacks: refused then, it would
   * be for good. Whether they are there is for the classes to say.
   */
  private Uni<Outcome<Boolean>> knowOffices(UUID company, List<Asked> rows) {
    Set<UUID> offices =
        rows.stream()
            .map(row -> row.draft().officeId())
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    return offices.isEmpty()
        ? Outcomes.done(true)
        : companies
            .knowing(company, () -> transaction.within(company, () -> allOpen(company, offices)))
            .map(ClassifyBatch::unlessUnavailable);
  }

  private Uni<Outcome<Boolean>> allOpen(UUID company, Set<UUID> offices) {
    return companies.find(company).map(found -> found.then(known -> allOpen(known, offices)));
  }

  private static Outcome<Boolean> allOpen(Company company, Set<UUID> offices) {
    return offices.stream().allMatch(id -> company.office(id).filter(Office::open).isPresent())
        ? Outcome.done(true)
        : Outcome.refused(Refusal.invalid(InvitationRules.OFFICE, "is not known"));
  }

  private static Outcome<Boolean> unlessUnavailable(Outcome<Boolean> known) {
    return known instanceof Refused<Boolean>(Refusal refusal)
            && refusal.kind() == Refusal.Kind.INVALID
        ? Outcome.done(false)
        : known;
  }

  private <T> Uni<Outcome<T>> within(
      Caller caller, List<Asked> rows, Function<List<Asked>, Uni<Outcome<T>>> work) {
    return companies
        .knowing(caller.company(), () -> transacted(caller, rows, work))
        .map(ClassifyBatch::pointingToDefaults);
  }

  private <T> Uni<Outcome<T>> transacted(
      Caller caller, List<Asked> rows, Function<List<Asked>, Uni<Outcome<T>>> work) {
    return transaction.within(caller.company(), () -> work.apply(rows));
  }

  /** The rows with their classes, inside the running transaction; refused for wrong defaults. */
  Uni<Outcome<List<Classified>>> classify(Caller caller, BatchRequest request, List<Asked> rows) {
    return companies
        .find(caller.company())
        .map(found -> found.then(company -> checked(caller, request, company)))
        .chain(checked -> Outcomes.chain(checked, company -> classify(caller, rows, company)));
  }

  private Uni<Outcome<List<Classified>>> classify(
      Caller caller, List<Asked> rows, Company company) {
    return invitations
        .knownAs(company.id(), keys(rows))
        .map(known -> classified(caller, rows, company, known))
        .map(Outcome::done);
  }

  private List<Classified> classified(
      Caller caller, List<Asked> rows, Company company, Map<String, KnownAs> known) {
    return BatchRules.classify(rows, Situations.inviter(caller), company, known, clock.instant());
  }

  private static Outcome<Company> checked(Caller caller, BatchRequest request, Company company) {
    Inviter inviter = Situations.inviter(caller);
    List<Violation> wrong =
        BatchRules.defaults(request.usual().draft(), request.text() != null, inviter, company);
    return wrong.isEmpty() ? Outcome.done(company) : Outcome.refused(Refusal.invalid(wrong));
  }

  private static List<String> keys(List<Asked> rows) {
    return rows.stream()
        .map(Asked::address)
        .flatMap(Optional::stream)
        .map(EmailAddress::key)
        .distinct()
        .toList();
  }

  /** What the rules say of a draft is, here, about the defaults. */
  private static <T> Outcome<T> pointingToDefaults(Outcome<T> outcome) {
    return outcome instanceof Refused<T>(Refusal refusal) && !refusal.violations().isEmpty()
        ? Outcome.refused(
            Refusal.invalid(refusal.violations().stream().map(ClassifyBatch::ofDefaults).toList()))
        : outcome;
  }

  private static Violation ofDefaults(Violation violation) {
    return new Violation("/defaults" + violation.pointer(), violation.message());
  }
}
